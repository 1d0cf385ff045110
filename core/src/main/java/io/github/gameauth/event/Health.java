// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a part of the library stands at one moment, fit for a health page: nothing in it is secret,
 * and no stranger chose a word of it.
 *
 * @param status how well it does its work
 * @param details what that is made of, in the order of the names: issuers, platforms and parts, and
 *     how each of them stands
 */
public record Health(Status status, Map<String, String> details) {
  /** How well a part does its work, from the best to the worst. Stable codes. */
  public enum Status {
    /** As it should. */
    READY,
    /** It does its work, and somebody should look: with less, or not for much longer. */
    DEGRADED,
    /** It cannot do its work now. */
    UNAVAILABLE
  }

  /** Copies the details. */
  public Health {
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }

  /** Nothing to say but that all is well. */
  public static Health ready() {
    return new Health(Status.READY, Map.of());
  }

  /**
   * Several parts together: as bad as the worst of them. Each part's status stands under its name,
   * and its details under {@code name/detail}.
   *
   * @param parts by names of the caller's, such as {@code tokens} and {@code stores}
   */
  public static Health together(Map<String, Health> parts) {
    Status worst = Status.READY;
    Map<String, String> details = new TreeMap<>();
    for (Map.Entry<String, Health> part : parts.entrySet()) {
      Health health = part.getValue();
      worst = worse(worst, health.status);
      details.put(part.getKey(), health.status.name());
      health.details.forEach((name, detail) -> details.put(part.getKey() + "/" + name, detail));
    }
    return new Health(worst, details);
  }

  private static Status worse(Status one, Status other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
