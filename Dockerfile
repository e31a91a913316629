FROM node:22-slim

ENV NODE_ENV=production LINECHECK_HOME=/var/lib/linecheck
WORKDIR /app

COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force

COPY . .
RUN mkdir -p "$LINECHECK_HOME" && chown node:node "$LINECHECK_HOME"

USER node
VOLUME /var/lib/linecheck
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# One process, which hears the signals itself.
CMD ["node", "--max-old-space-size=2000", "--import", "tsx", "src/server.ts"]
