package io.tidemark.topology.view;

/** Where an instance's query server is reached by its peers. */
public record Endpoint(String host, int port) {}
