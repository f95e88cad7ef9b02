# Makefile: builds template.so with a C compiler and pkg-config, tries it, installs it.
CFLAGS ?= -O2 -g -Wall -Wextra

template.so: notifier.c
	$(CC) -std=gnu11 $(CFLAGS) -fPIC -fvisibility=hidden $$(pkg-config --cflags guiju) \
		-shared $(LDFLAGS) -o $@ notifier.c

test: template.so
	mkdir -p notices
	guiju plugin test ./template.so --option folder=notices

install: template.so
	install -D -m 644 template.so "$(DESTDIR)$$(pkg-config --variable=plugindir guiju)/template.so"

clean:
	rm -rf template.so notices
.PHONY: test install clean
