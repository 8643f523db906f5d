# syntax-free on purpose: any builder understands it. Two images: the application, and nginx before it (target proxy).

FROM debian:bookworm-slim AS build
WORKDIR /src
# What changes seldom first: compiler and libraries, then the browser's packages.
COPY bin/lib bin/lib
RUN bash -c 'source bin/lib/common.sh && source bin/lib/packages.sh && install_packages run' && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc ./
RUN bash -c 'source bin/lib/common.sh && source bin/lib/packages.sh && install_node_modules'
COPY . .
RUN bash -c 'source bin/lib/common.sh && source bin/lib/build.sh && build_web && build release ocpizza' \
    && cp build/release/ocpizza /ocpizza

FROM debian:bookworm-slim AS proxy
RUN apt-get -qq update && apt-get -qq install -y --no-install-recommends nginx-light && rm -rf /var/lib/apt/lists/* \
    && rm /etc/nginx/sites-enabled/default
COPY deploy/nginx/ocpizza.conf /usr/local/share/ocpizza.conf
COPY deploy/docker/proxy.sh /usr/local/bin/proxy
CMD ["proxy"]

FROM debian:bookworm-slim AS application
RUN apt-get -qq update && apt-get -qq install -y --no-install-recommends \
        libsoci-core4.0 libsoci-postgresql4.0 libsoci-sqlite3-4.0 libpq5 libsqlite3-0 libctemplate3 libsodium23 libfmt9 \
        libdate-tz3 zlib1g libcurl4 ca-certificates tzdata curl postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /opt/ocpizza --shell /usr/sbin/nologin ocpizza \
    && install -d -m 700 -o ocpizza -g ocpizza /opt/ocpizza/var /var/backups/ocpizza
COPY deploy/docker/clock.sh /usr/local/bin/clock
COPY deploy/docker/tasks.sh /usr/local/bin/tasks
COPY --from=build /ocpizza /usr/bin/ocpizza
# A volume of its own, which the clock's container shares.
ENV BACKUP_DIR=/var/backups/ocpizza
USER ocpizza
WORKDIR /opt/ocpizza
VOLUME ["/opt/ocpizza/var", "/var/backups/ocpizza"]
# The probe names the site, as every request must.
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
    CMD curl -fsS -o /dev/null -H "Host: ${PUBLIC_URL#*://}" "http://${LISTEN:-127.0.0.1:8000}/readyz"
CMD ["ocpizza", "serve"]
