# The build needs nothing but this folder; what it downloads is kept in a cache of the builder.
ARG JDK=eclipse-temurin:25-jdk
ARG JRE=eclipse-temurin:25-jre

FROM ${JDK} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -pl standalone -am -DskipTests -P '!bug-patterns' package \
    && mkdir /dist \
    && cp -R standalone/target/tidemark-*/. /dist/

FROM ${JRE}
LABEL org.opencontainers.image.title="Tidemark" \
      org.opencontainers.image.description="Real-time web analytics on Kafka Streams" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 tidemark \
    && useradd --system --uid 10001 --gid tidemark --home-dir /data --shell /usr/sbin/nologin tidemark \
    && mkdir /data \
    && chown tidemark:tidemark /data
COPY --from=build /dist /opt/tidemark
COPY deploy/healthcheck.sh /opt/tidemark/healthcheck.sh
# In a container, what is reached from outside is decided by the ports that are published.
ENV TIDEMARK_DATA_DIR=/data \
    TIDEMARK_INGEST_BIND=0.0.0.0 \
    TIDEMARK_QUERY_BIND=0.0.0.0
USER tidemark
WORKDIR /data
VOLUME /data
EXPOSE 3001 3002
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=10 \
    CMD ["/opt/tidemark/healthcheck.sh", "3001", "3002"]
ENTRYPOINT ["/opt/tidemark/tidemark"]
CMD ["up"]
