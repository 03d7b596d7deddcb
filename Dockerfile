# docker build -t tension .    How it is run: server/deploy/README.md
FROM node:20-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run -s build

FROM node:20-bookworm-slim AS production
WORKDIR /app
COPY package.json package-lock.json LICENSE ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY data data
COPY models/definitions models/definitions
COPY server/store/migrations server/store/migrations
COPY --from=build /build/dist dist
RUN node dist/server/deploy/slim.js

FROM node:20-bookworm-slim
WORKDIR /app
COPY --from=production /app /app
RUN mkdir -m 700 /data && chown 1000:1000 /data
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
USER 1000:1000
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/main.js"]
