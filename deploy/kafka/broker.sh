#!/bin/bash
# Starts broker number NODE_ID. Number 1 works alone; the others join it as brokers and as voters.
# So the same data serve one broker today and three tomorrow.
set -euo pipefail
: "${NODE_ID:?the number of this broker, 1 to 3}"
: "${CLUSTER_ID:?the id of the cluster, the same for all its brokers}"
host="${BROKER_HOST:-kafka-$NODE_ID}"
kafka="${KAFKA_HOME:-/opt/kafka}"
data="${DATA_DIR:-/var/lib/kafka/data}"
config="${CONFIG_FILE:-/tmp/server.properties}"

cat > "$config" <<CONFIG
node.id=$NODE_ID
process.roles=broker,controller
listeners=PLAINTEXT://:${BROKER_PORT:-9092},CONTROLLER://:${CONTROLLER_PORT:-9093}
advertised.listeners=PLAINTEXT://$host:${BROKER_PORT:-9092},CONTROLLER://$host:${CONTROLLER_PORT:-9093}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.bootstrap.servers=${CONTROLLERS:-kafka-1:9093,kafka-2:9093,kafka-3:9093}
controller.quorum.auto.join.enable=true
log.dirs=$data
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
offsets.topic.num.partitions=12
# A hundred years: else the offsets of query servers that are away for a week are forgotten.
offsets.retention.minutes=52560000
transaction.state.log.num.partitions=12
# Three replicas are made by cluster.sh once three brokers are there.
default.replication.factor=1
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
CONFIG

if [ "$NODE_ID" = 1 ]; then first=--standalone; else first=--no-initial-controllers; fi
"$kafka/bin/kafka-storage.sh" format --ignore-formatted --cluster-id "$CLUSTER_ID" "$first" --config "$config"
exec "$kafka/bin/kafka-server-start.sh" "$config"
