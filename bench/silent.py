"""A server on loopback that takes every connection and never says a word: silent.py PORT."""
import asyncio
import sys


async def take(reader, writer):
    while await reader.read(65536):
        pass
    writer.close()


async def serve():
    server = await asyncio.start_server(take, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()


asyncio.run(serve())
