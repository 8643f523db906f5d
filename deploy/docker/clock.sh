#!/bin/sh
# What cron does on a plain server (deploy/cron/ocpizza), where there is none: Monday's work, a backup each day, a look at
# the data. BACKUP_DIR is where backups lie. Times are UTC, as the names of backups are.
set -u

# Nothing waits for Monday's work.
while :; do
    ocpizza update --if-due --quiet
    sleep 1800
done &

looked=
while :; do
    now=$(date -u '+%Y%m%d %H')
    today=${now% *} hour=${now#* }
    # One that failed is tried again; one whose hour nobody was awake at is made up for.
    if [ "$hour" -ge 1 ] && ! ls -d "${BACKUP_DIR:?}/ocpizza-$today"T* >/dev/null 2>&1; then ocpizza backup --quiet; fi
    if [ "$hour" -ge 4 ] && [ "$looked" != "$today" ]; then
        looked=$today
        ocpizza check --data >/dev/null
    fi
    sleep 600
done
