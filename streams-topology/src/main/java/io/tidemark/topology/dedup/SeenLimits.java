package io.tidemark.topology.dedup;

/**
 * How much of one partition's ids is where.
 *
 * @param idsInMemory ids in the table, at 29 to 40 bytes each, before they are sealed, up to 50
 *     million; while that is under way there is a second table
 * @param filterBytes most that the filters of sealed ids take, at 2 bytes an id; the largest
 *     segments go without beyond that, which costs a read for each of them and new id. Twice as
 *     much for as long as a merge is under way
 * @param idsPerBlock most ids in a row as they came
 * @param idsPerPage ids in a row by their hashes, on average at most
 * @param idsPerStep least ids that a flush seals, and merges, if there is something to do
 */
public record SeenLimits(
    int idsInMemory, long filterBytes, int idsPerBlock, int idsPerPage, int idsPerStep) {
  /** 80 MiB for ids and 64 MiB for filters. */
  public static final SeenLimits DEFAULT = new SeenLimits(1 << 21, 64 << 20, 8_192, 256, 16_384);

  /** The standard rows with other amounts of memory. */
  public static SeenLimits of(int idsInMemory, long filterBytes) {
    return new SeenLimits(
        idsInMemory, filterBytes, DEFAULT.idsPerBlock, DEFAULT.idsPerPage, DEFAULT.idsPerStep);
  }
}
