package io.tidemark.schemas.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class UserSketchPropertyTest {

  @Property(tries = 300)
  void bytes_anyOrder_areEqual(@ForAll("hashes") List<Long> hashes, @ForAll long seed) {
    List<Long> shuffled = new ArrayList<>(hashes);
    shuffled.addAll(hashes);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(of(shuffled).toBytes()).isEqualTo(of(hashes).toBytes());
  }

  @Property(tries = 300)
  void bytes_roundTrip_isTheSame(@ForAll("hashes") List<Long> hashes) {
    UserSketch users = of(hashes);

    UserSketch read = UserSketch.fromBytes(users.toBytes());

    assertThat(read.toBytes()).isEqualTo(users.toBytes());
    assertThat(read.estimate()).isEqualTo(users.estimate());
    assertThat(read.bounds()).isEqualTo(users.bounds());
    assertThat(read.isExact()).isEqualTo(users.isExact());
  }

  @Property(tries = 300)
  void count_upToTheLimit_isThatOfASet(@ForAll("hashes") List<Long> hashes) {
    Set<Long> naive = new HashSet<>(hashes);
    UserSketch users = of(hashes);

    assertThat(users.isExact()).isEqualTo(naive.size() <= UserSketch.EXACT_LIMIT);
    if (users.isExact()) {
      assertThat(users.estimate()).isEqualTo(naive.size());
    } else {
      assertThat(users.bounds().lower()).isGreaterThan(UserSketch.EXACT_LIMIT);
    }
  }

  @Property(tries = 300)
  void add_anyHash_tellsWhetherTheBytesChanged(
      @ForAll("hashes") List<Long> hashes, @ForAll long hash) {
    UserSketch users = of(hashes);
    byte[] before = users.toBytes();
    long estimate = users.estimate();

    boolean changed = users.add(hash);

    assertThat(changed).isEqualTo(!Arrays.equals(before, users.toBytes()));
    // A maximum-likelihood estimate is not quite monotone.
    assertThat(users.estimate()).isGreaterThanOrEqualTo(estimate - 1 - estimate / 500);
  }

  @Property(tries = 300)
  void union_anyTwo_isTheSetOfBoth(
      @ForAll("hashes") List<Long> left, @ForAll("hashes") List<Long> right) {
    List<Long> both = new ArrayList<>(left);
    both.addAll(right);
    byte[] rightBytes = of(right).toBytes();
    UserSketch other = of(right);

    UserSketch union = union(of(left), other);

    assertThat(union.toBytes()).isEqualTo(of(both).toBytes());
    assertThat(union(of(right), of(left)).toBytes()).isEqualTo(union.toBytes());
    assertThat(other.toBytes()).isEqualTo(rightBytes);
  }

  @Property(tries = 200)
  void union_anyThree_isAssociativeAndIdempotent(
      @ForAll("hashes") List<Long> a,
      @ForAll("hashes") List<Long> b,
      @ForAll("hashes") List<Long> c) {
    UserSketch leftFirst = union(union(of(a), of(b)), of(c));
    UserSketch rightFirst = union(of(a), union(of(b), of(c)));

    assertThat(leftFirst.toBytes()).isEqualTo(rightFirst.toBytes());
    assertThat(union(leftFirst.copy(), of(b)).toBytes()).isEqualTo(leftFirst.toBytes());
    assertThat(union(leftFirst.copy(), leftFirst).toBytes()).isEqualTo(leftFirst.toBytes());
  }

  @Property(tries = 500)
  void fromBytes_anyBytes_readsOrRefuses(@ForAll byte[] bytes) {
    try {
      assertThat(UserSketch.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("not a set of users: ");
    }
  }

  @Provide
  Arbitrary<List<Long>> hashes() {
    Arbitrary<Long> edgesLikely = Arbitraries.longs();
    Arbitrary<Long> few = Arbitraries.longs().between(-3, 3);
    Arbitrary<Integer> sizes =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 20),
            Arbitraries.integers().between(250, 262),
            Arbitraries.integers().between(0, 2_000));
    return Arbitraries.oneOf(
        edgesLikely.list().ofMaxSize(20),
        few.list().ofMaxSize(10),
        Combinators.combine(sizes, Arbitraries.longs()).as(UserSketchPropertyTest::randomHashes));
  }

  private static List<Long> randomHashes(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Long> hashes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      hashes.add(random.nextLong());
    }
    return hashes;
  }

  private static UserSketch of(List<Long> hashes) {
    UserSketch users = new UserSketch();
    hashes.forEach(users::add);
    return users;
  }

  private static UserSketch union(UserSketch left, UserSketch right) {
    left.union(right);
    return left;
  }

  @Property(tries = 300)
  void set_readBackAndFilledFurther_isTheOneNeverStored(
      @ForAll long seed,
      @ForAll @IntRange(max = 300) int before,
      @ForAll @IntRange(max = 300) int after,
      @ForAll boolean small) {
    Random random = new Random(seed);
    UserSketch kept = small ? UserSketch.small() : new UserSketch();
    for (int i = 0; i < before; i++) {
      kept.add(random.nextLong());
    }
    UserSketch readBack = UserSketch.fromBytes(kept.toBytes());
    for (int i = 0; i < after; i++) {
      long hash = random.nextLong();

      assertThat(readBack.add(hash)).isEqualTo(kept.add(hash));
    }
    assertThat(readBack.toBytes()).isEqualTo(kept.toBytes());
  }
}
