#!/usr/bin/env python3
"""postgres_server.py: a PostgreSQL of its own in a temporary folder, as long as standard input is open.

Prints its folder and its port: the folder holds the socket (every user is let in, "guiju" may do all) and ca.pem, by
which the certificate on 127.0.0.1 is vouched for; there only TLS is taken, and "reader" with the password "pass-word".
Prints "-" where no PostgreSQL is installed.
"""
import glob
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time


def main():
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if not found:
        print("-", flush=True)
        return
    programs = os.path.dirname(found[-1])
    folder = tempfile.mkdtemp(prefix="guiju-pg-")
    user = pwd.getpwnam("postgres") if os.getuid() == 0 else None
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def demote():
        if user:
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)

    def run(*args):
        subprocess.run(args, check=True, preexec_fn=demote, cwd=folder, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    server = None
    try:
        data = folder + "/data"
        run(programs + "/initdb", "-D", data, "-U", "guiju", "-A", "trust", "--no-sync", "-E", "UTF8",
            "--locale=C.UTF-8")
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", folder + "/key.pem", "-out", folder + "/ca.pem")
        with open(data + "/pg_hba.conf", "w") as f:
            f.write("local all all trust\nhostssl all reader 127.0.0.1/32 scram-sha-256\n")
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        server = subprocess.Popen(
            [programs + "/postgres", "-D", data, "-k", folder, "-p", str(port), "-h", "127.0.0.1", "-F",
             "-c", "ssl=on", "-c", "ssl_cert_file=" + folder + "/ca.pem", "-c", "ssl_key_file=" + folder + "/key.pem",
             "-c", "log_min_messages=panic", "-c", "max_connections=20"],
            preexec_fn=demote, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        psql = [programs + "/psql", "-q", "-h", folder, "-p", str(port), "-U", "guiju", "-d", "postgres", "-c",
                "CREATE ROLE reader LOGIN PASSWORD 'pass-word'"]
        for _ in range(100):
            if subprocess.run(psql, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
                break
            time.sleep(0.1)
        print(folder, port, flush=True)
        sys.stdin.read()
    finally:
        if server:
            server.send_signal(2)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
