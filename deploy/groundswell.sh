#!/bin/sh
# Runs a command of Groundswell with the account and the settings of its unit: groundswell doctor
exec systemd-run --quiet --pipe --wait --collect \
  --property=DynamicUser=yes --property=User=groundswell --property=StateDirectory=groundswell \
  --property=WorkingDirectory=/opt/groundswell \
  --property=EnvironmentFile=/etc/groundswell/groundswell.env \
  --setenv=NODE_ENV=production --setenv=DATABASE_URL=file:/var/lib/groundswell/groundswell.db \
  /usr/bin/node --max-semi-space-size=2 build/cli/main.js "$@"
