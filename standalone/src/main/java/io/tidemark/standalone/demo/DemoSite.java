package io.tidemark.standalone.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A made-up site.
 *
 * @param name the {@code site_id}
 * @param pages its pages, the most visited first
 * @param actions types of custom events that happen on it
 */
record DemoSite(String name, List<String> pages, List<String> actions) {
  private static final int PAGES = 240;
  private static final List<String> KINDS = List.of("shop", "blog", "docs", "news", "forum");
  private static final List<List<String>> SECTIONS =
      List.of(
          List.of("/products", "/category", "/brands"),
          List.of("/posts", "/tags", "/authors"),
          List.of("/guide", "/reference", "/api"),
          List.of("/world", "/science", "/local"),
          List.of("/t", "/groups", "/members"));
  private static final List<List<String>> ACTIONS =
      List.of(
          List.of("add_to_cart", "purchase", "search"),
          List.of("subscribe", "share", "comment"),
          List.of("copy_code", "search", "feedback"),
          List.of("share", "subscribe", "video_play"),
          List.of("signup", "reply", "like"));
  private static final List<String> FIRST =
      List.of("amber", "blue", "calm", "deep", "early", "fresh", "green", "high", "light", "warm");
  private static final List<String> SECOND =
      List.of("anchor", "beacon", "canvas", "delta", "engine", "forest", "garden", "harbour");
  private static final List<String> ALWAYS = List.of("/", "/pricing", "/about", "/contact");

  DemoSite {
    pages = List.copyOf(pages);
    actions = List.copyOf(actions);
  }

  /** So many sites; the same for the same seed. */
  static List<DemoSite> make(int count, long seed) {
    List<DemoSite> sites = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int kind = i % KINDS.size();
      String name = KINDS.get(kind) + (i < KINDS.size() ? "" : "-" + i / KINDS.size());
      Random random = new Random(seed * 31 + i);
      sites.add(new DemoSite(name + ".example", pages(kind, random), ACTIONS.get(kind)));
    }
    return sites;
  }

  private static List<String> pages(int kind, Random random) {
    Set<String> made = new LinkedHashSet<>();
    while (made.size() < PAGES) {
      String section = any(SECTIONS.get(kind), random);
      made.add(section + "/" + any(FIRST, random) + "-" + any(SECOND, random));
    }
    List<String> pages = new ArrayList<>(made);
    Collections.shuffle(pages, random);
    pages.addAll(0, ALWAYS);
    return pages;
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
