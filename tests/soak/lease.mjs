// A server that is killed keeps the payment task that it had in hand for two minutes, which no campaign waits for.

/** Kills the server and starts it again as if those minutes had passed, and with them the waits of all tasks. */
export async function restartMuchLater(server, database) {
    await server.kill();
    database.execute("UPDATE payment_tasks SET locked_until = 0, next_at = created_at WHERE kind <> 'close'");
    await server.start();
}
