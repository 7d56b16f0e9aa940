package io.tidemark.topology.process;

import io.tidemark.schemas.event.Event;

/**
 * An event on its way to be counted, and the bytes it was read from, should it be refused after
 * all.
 *
 * @param json the record's value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ArrivedEvent(Event event, byte[] json) {}
