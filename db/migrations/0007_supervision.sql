-- What machines and servers tell about themselves, shared by all of them: nothing of the business, nobody's data.

-- One row a machine and minute. Shares in thousandths; what could not be read is NULL.
CREATE TABLE machine_samples (
    machine TEXT NOT NULL,
    at BIGINT NOT NULL,
    cpu_permille INTEGER,
    memory_permille INTEGER,
    storage_permille INTEGER,
    backup_storage_permille INTEGER,
    received_per_second BIGINT,
    sent_per_second BIGINT,
    load_1_hundredths INTEGER,
    load_5_hundredths INTEGER,
    load_15_hundredths INTEGER,
    processes INTEGER NOT NULL,
    PRIMARY KEY (machine, at)
);
CREATE INDEX machine_samples_old ON machine_samples (at);

-- How each serving process stands, written by itself again and again; who ends in good order takes its row away.
CREATE TABLE server_states (
    machine TEXT NOT NULL,
    pid BIGINT NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (machine, pid)
);
