# Builds the image that compose.yaml runs; docs/deploying.md says how to use it.
# Another Node that package.json allows: docker build --build-arg NODE=22
ARG NODE=20.20

# The full image has Python and a compiler: better-sqlite3 is compiled here.
FROM node:${NODE}-bookworm AS build
# Node's headers are in the image, so that nothing is fetched but packages.
ENV npm_config_nodedir=/usr/local npm_config_build_from_source=true
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY tsconfig.json bundle.mjs ./
COPY src src
COPY adapters adapters
# The bot and its command line, which share their parts: build/main.js and build/cli/main.js.
RUN npm run prestart -- src/cli/main.ts
# The C++ that better-sqlite3 was compiled from, and what the compiler left.
RUN rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/build/Release/obj*

FROM node:${NODE}-bookworm-slim
# SECRET_KEY and PUBLIC_URL come from outside. HOST is every address: the container has its own network.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE_URL=file:/data/groundswell.db
# Every file belongs to root and is read only; the bot writes to /data (SQLite alone) and /tmp.
WORKDIR /app
COPY --from=build /app/package.json ./
# All other packages are in the bundle: these hold machine code, a font, and files for browsers.
COPY --from=build /app/node_modules/better-sqlite3 node_modules/better-sqlite3
COPY --from=build /app/node_modules/bindings node_modules/bindings
COPY --from=build /app/node_modules/file-uri-to-path node_modules/file-uri-to-path
COPY --from=build /app/node_modules/@resvg node_modules/@resvg
COPY --from=build /app/node_modules/dejavu-fonts-ttf node_modules/dejavu-fonts-ttf
COPY --from=build /app/node_modules/@microsoft/teams-js node_modules/@microsoft/teams-js
COPY --from=build /app/node_modules/adaptivecards node_modules/adaptivecards
COPY --from=build /app/build build
COPY migrations migrations
COPY src/messages/content src/messages/content
COPY src/store/copy-thread.js src/store/copy-thread.js
COPY src/web/page src/web/page
COPY adapters/teams/page adapters/teams/page
COPY deploy/check-health.js deploy/check-health.js
RUN install --directory --owner=10001 --group=10001 --mode=0700 /data
VOLUME /data
# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "deploy/check-health.js"]
# Not through npm or a shell: SIGTERM reaches the bot itself, which then finishes what is under way.
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=2", "build/main.js"]
