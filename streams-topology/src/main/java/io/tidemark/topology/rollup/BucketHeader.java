package io.tidemark.topology.rollup;

/**
 * What a bucket's header row tells apart from users and values.
 *
 * @param split whether users and values have rows of their own; else they stand behind the header
 *     in the same row
 * @param topChunks rows of the sealed top table
 * @param sealed whether those rows hold the top table as of this header; else it must be found by a
 *     scan
 * @param distinct number of values
 * @param otherViews views of values folded away
 * @param foldError the most by which a value's count may be too low because of folding
 */
record BucketHeader(
    boolean split,
    boolean sealed,
    int topChunks,
    long views,
    long events,
    int distinct,
    long otherViews,
    long foldError) {

  static final BucketHeader EMPTY = new BucketHeader(false, false, 0, 0, 0, 0, 0, 0);
}
