package io.tidemark.topology.rollup;

/**
 * What is known of a table without reading its values.
 *
 * @param split whether each value has a row of its own; else all stand in the bucket's header row
 * @param sealed whether the rows of the top table hold it as of this header; else it must be found
 *     by a scan
 * @param topChunks rows of the sealed top table, whether it is valid or not
 * @param distinct number of values
 * @param otherViews views of values folded away
 * @param foldError the most by which a value's count may be too low because of folding
 */
record TableHeader(
    boolean split, boolean sealed, int topChunks, int distinct, long otherViews, long foldError) {

  static final TableHeader EMPTY = new TableHeader(false, false, 0, 0, 0, 0);
}
