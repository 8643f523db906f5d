#!/bin/sh
# Schema and reference data, before the application. A schema that is about to change is backed up first: what a migration
# changes, only a backup brings back.
set -eu
case "$(ocpizza migrate --status)" in
*applied*missing*) ocpizza backup ;;
esac
exec ocpizza migrate
