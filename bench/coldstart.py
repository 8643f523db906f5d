"""Starts a program ten times and takes the time to its first answer: p50 and p99 in ms, CPU ms of one start.

coldstart.py HOST PORT PATH COMMAND...
"""

import http.client
import resource
import subprocess
import sys
import time

TIMES = 10


def first_answer(host, port, path, process):
    while True:
        if process.poll() is not None:
            sys.exit("the program ended by itself")
        connection = http.client.HTTPConnection(host, port)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
        except ConnectionRefusedError:
            time.sleep(0.0005)
            continue
        finally:
            connection.close()
        if response.status != 200 or not body:
            sys.exit(f"{path} answers {response.status}")
        return


def main():
    host, port, path, command = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    took = []
    for _ in range(TIMES):
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            first_answer(host, port, path, process)
            took.append((time.monotonic() - begun) * 1000)
        finally:
            process.terminate()
            process.wait()
    took.sort()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{took[TIMES // 2]:.1f} {took[-1]:.1f} {(used.ru_utime + used.ru_stime) * 1000 / TIMES:.1f}")


main()
