#!/bin/sh
# nginx of the image `proxy`: fills in deploy/nginx/ocpizza.conf and serves. HOST is the site's name, UPSTREAM where the
# application listens, ADDRESS:PORT; certificate and key lie in /run/tls.
set -eu
sed -e "s#@host@#${HOST:?}#g; s#@https@#443#g; s#@http@#80#g; s#@upstreams@#server ${UPSTREAM:?};#g" \
    -e "s#@certificate@#/run/tls/cert.pem#g; s#@key@#/run/tls/key.pem#g; s#@folder@#/opt/ocpizza#g" \
    /usr/local/share/ocpizza.conf >/etc/nginx/conf.d/ocpizza.conf
exec nginx -g 'daemon off;'
