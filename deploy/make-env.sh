#!/bin/sh
# Writes the settings files of compose.yaml, with fresh passwords and a fresh SECRET_KEY.
# Usage: deploy/make-env.sh https://bot.example.org
set -eu
umask 077
cd "$(dirname "$0")"

public_url="${1:?say the public address, such as https://bot.example.org}"
for file in site.env groundswell.env owner.env database.env; do
  [ ! -e "$file" ] || { echo "deploy/$file is there already: nothing was changed." >&2; exit 1; }
done
# Figures and letters alone: they stand in an address.
password() { od -An -v -N24 -tx1 /dev/urandom | tr -d ' \n'; }
owner="$(password)"
app="$(password)"

cat > site.env <<END
PUBLIC_URL=$public_url
END

cat > groundswell.env <<END
SECRET_KEY=$(head -c 32 /dev/urandom | base64)
DATABASE_URL=postgres://groundswell_app:$app@database:5432/groundswell
# Slack or Teams: .env.example lists every setting.
END

cat > owner.env <<END
DATABASE_DIRECT_URL=postgres://groundswell_owner:$owner@database:5432/groundswell
END

cat > database.env <<END
POSTGRES_PASSWORD=$(password)
OWNER_PASSWORD=$owner
APP_PASSWORD=$app
BACKUP_PASSWORD=$(password)
END

echo "Written: site.env, groundswell.env, owner.env and database.env in deploy. Keep a copy elsewhere."
