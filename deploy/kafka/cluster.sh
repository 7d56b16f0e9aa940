#!/bin/bash
# Makes three brokers a cluster: every topic gets three replicas, of which two must have a record
# before it is acknowledged. Runs at every start of the profile "cluster" and changes only what is
# not so yet.
set -euo pipefail
server="${BOOTSTRAP:-kafka-1:9092}"
bin="${KAFKA_HOME:-/opt/kafka}/bin"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

describe() { "$bin/kafka-topics.sh" --bootstrap-server "$server" --describe "$@"; }

wait_until() { # wait_until SECONDS "what" command...
  local left=$1 what=$2
  shift 2
  until "$@"; do
    left=$((left - 1))
    if [ "$left" -le 0 ]; then
      echo "cluster: gave up waiting until $what" >&2
      exit 1
    fi
    sleep 1
  done
}

three_voters() {
  "$bin/kafka-metadata-quorum.sh" --bootstrap-server "$server" describe --replication 2> /dev/null |
    awk '$NF == "Leader" || $NF == "Follower" { voters++ } END { exit voters >= 3 ? 0 : 1 }'
}

in_sync() { [ -z "$(describe --under-replicated-partitions 2> /dev/null)" ]; }

# A replica on each broker, and the preferred leader another one for each partition. The present
# leader stays until the others have its data.
plan() {
  awk '
    /\tPartition: / {
      for (i = 1; i <= NF; i++) {
        if ($i == "Topic:") topic = $(i + 1)
        if ($i == "Partition:") partition = $(i + 1)
        if ($i == "Replicas:") replicas = $(i + 1)
      }
      if (split(replicas, have, ",") >= 3) next
      printf "%s{\"topic\":\"%s\",\"partition\":%d,\"replicas\":[%d,%d,%d]}", (rows++ ? "," : ""), topic,
        partition, partition % 3 + 1, (partition + 1) % 3 + 1, (partition + 2) % 3 + 1
    }
    END { exit rows ? 0 : 3 }
  '
}

echo "cluster: waiting for three controllers and brokers"
wait_until 120 "three controllers vote" three_voters

describe > "$work/topics"
if rows="$(plan < "$work/topics")"; then
  echo "{\"version\":1,\"partitions\":[$rows]}" > "$work/plan.json"
  echo "cluster: adding replicas"
  "$bin/kafka-reassign-partitions.sh" --bootstrap-server "$server" \
    --reassignment-json-file "$work/plan.json" --execute > /dev/null
fi
wait_until 600 "all replicas are in sync" in_sync

for topic in $(awk '/ReplicationFactor: / && !/min.insync.replicas=2/ { for (i = 1; i <= NF; i++) if ($i == "Topic:") print $(i + 1) }' "$work/topics"); do
  "$bin/kafka-configs.sh" --bootstrap-server "$server" --entity-type topics --entity-name "$topic" \
    --alter --add-config min.insync.replicas=2 > /dev/null
done
echo "cluster: every topic has three replicas, two of which must have a record before it is acknowledged"
