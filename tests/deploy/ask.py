"""Asks a site over TLS without a pause, and counts what is not answered: ask.py PORT SECONDS_FILE

Pages and forms in turn, each client on connections it keeps as long as it may; nothing is ever tried again. Ends when the
file is gone; prints "REQUESTS FAILED" and, for the first failures, what happened.
"""
import http.client
import os
import ssl
import sys
import threading

port, while_there = int(sys.argv[1]), sys.argv[2]
trust = ssl.create_default_context()
trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
origin = f"https://127.0.0.1:{port}"
form = {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
asked, failures, lock = 0, [], threading.Lock()


def client():
    global asked
    connection = None
    turn = 0
    while os.path.exists(while_there):
        turn += 1
        try:
            connection = connection or http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=trust)
            if turn % 3 == 0:
                connection.request("POST", "/pizzerias/part-dieu/panier", "item=0.none&quantity=1", form)
            else:
                connection.request("GET", "/pizzerias/part-dieu")
            answer = connection.getresponse()
            answer.read()
            what = f"status {answer.status}" if answer.status >= 500 else None
            if answer.will_close:
                connection.close()
                connection = None
        except OSError as trouble:
            what, connection = repr(trouble), None
        except http.client.HTTPException as trouble:
            what, connection = repr(trouble), None
        with lock:
            asked += 1
            if what:
                failures.append(what)


clients = [threading.Thread(target=client) for _ in range(4)]
for one in clients:
    one.start()
for one in clients:
    one.join()
print(asked, len(failures))
for what in failures[:5]:
    print(what)
