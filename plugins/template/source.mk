# Makefile: builds template.so with a C compiler and pkg-config, tries it, installs it.
CFLAGS ?= -O2 -g -Wall -Wextra

template.so: source.c
	$(CC) -std=gnu11 $(CFLAGS) -fPIC -fvisibility=hidden $$(pkg-config --cflags guiju) \
		-shared $(LDFLAGS) -o $@ source.c

test: template.so
	guiju plugin test ./template.so sample.tsv

install: template.so
	install -D -m 644 template.so "$(DESTDIR)$$(pkg-config --variable=plugindir guiju)/template.so"

clean:
	rm -f template.so
.PHONY: test install clean
