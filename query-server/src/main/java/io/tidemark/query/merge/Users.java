package io.tidemark.query.merge;

import io.tidemark.schemas.users.UserSketch;
import java.util.Collection;

/** Unites the users of values, which may be sets of the small size. */
public final class Users {

  /**
   * All users of all sets: exact for longer than a small set while all sets are exact, else of the
   * small size, which takes in any other. In whatever order and grouping.
   */
  public static UserSketch union(Collection<UserSketch> sets) {
    boolean exact = sets.stream().allMatch(UserSketch::isExact);
    UserSketch users = exact ? new UserSketch() : UserSketch.small();
    sets.forEach(users::union);
    return users;
  }

  private Users() {}
}
