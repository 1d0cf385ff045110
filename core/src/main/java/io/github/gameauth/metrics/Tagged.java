// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one name, made as the values of their tags come along and kept by them. To find one
 * again takes a look-up for each tag and makes no garbage.
 *
 * @param <M> what kind of meter
 */
final class Tagged<M> {
  private final List<String> tags;
  private final List<TagValues> values;
  private final Function<Tags, M> making;
  private final Node root;

  /**
   * None yet.
   *
   * @param making registers the meter with these tags
   */
  Tagged(String meter, Function<Tags, M> making, String... tags) {
    this.tags = List.of(tags);
    this.values = Arrays.stream(tags).map(tag -> new TagValues(meter, tag)).toList();
    this.making = making;
    this.root = new Node(0, Tags.empty());
  }

  /** The one without tags. */
  M of() {
    return root.meter();
  }

  M of(String first) {
    return root.below(first).meter();
  }

  M of(String first, String second) {
    return root.below(first).below(second).meter();
  }

  M of(String first, String second, String third) {
    return root.below(first).below(second).below(third).meter();
  }

  M of(String first, String second, String third, String fourth) {
    return root.below(first).below(second).below(third).below(fourth).meter();
  }

  /** The values of the first tags are known; those of the others branch from here. */
  private final class Node {
    private final int depth;
    private final Tags known;
    private final ConcurrentHashMap<String, Node> below = new ConcurrentHashMap<>();
    private final @Nullable M meter;

    Node(int depth, Tags known) {
      this.depth = depth;
      this.known = known;
      this.meter = depth == tags.size() ? making.apply(known) : null;
    }

    Node below(String value) {
      Node found = below.get(value);
      return found == null ? made(values.get(depth).of(value)) : found;
    }

    private Node made(String value) {
      Node found = below.get(value);
      if (found != null) {
        return found; // the one that stands for many values
      }
      // A registry gives the same meter to whoever asks twice, so a race makes none in vain.
      Node made = new Node(depth + 1, known.and(tags.get(depth), value));
      Node before = below.putIfAbsent(value, made);
      return before == null ? made : before;
    }

    M meter() {
      if (meter == null) {
        throw new IllegalStateException("tags: " + depth + " (expected: " + tags.size() + ")");
      }
      return meter;
    }
  }
}
