package io.tidemark.standalone.process;

/** A process that can be started; what it starts is closed in reverse order. */
public interface Composition {

  /** Starts the parts one after the other, and says where they listen. */
  void start(Parts parts) throws Exception;
}
