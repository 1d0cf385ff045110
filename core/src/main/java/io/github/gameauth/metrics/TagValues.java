// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values that one tag of one meter may have: the first so many that come along. A monitoring
 * system keeps a time series for each; should a host's own words turn out to be endless, all
 * further ones are one.
 */
final class TagValues {
  private static final Logger log = LoggerFactory.getLogger(MicrometerListener.class);

  /** How many values a tag has; all others count together. */
  static final int MOST = 100;

  /** Longer than any issuer; a value that is longer is not one of ours. */
  static final int LONGEST = 256;

  /** What stands for all that came too late. */
  static final String OTHER = "other";

  /** What stands for nothing: some systems take an empty value for a missing tag. */
  static final String NONE = "none";

  private final String meter;
  private final String tag;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private volatile boolean full;

  TagValues(String meter, String tag) {
    this.meter = meter;
    this.tag = tag;
  }

  /** The value itself, or what stands for it. */
  String of(String value) {
    if (value.isEmpty()) {
      return NONE;
    }
    if (known.contains(value)) {
      return value;
    }
    return !full && value.length() <= LONGEST && admit(value) ? value : OTHER;
  }

  private synchronized boolean admit(String value) {
    if (known.size() < MOST) {
      known.add(value);
    } else if (!full && !known.contains(value)) {
      full = true;
      log.warn("{}: more than {} values of {}; further ones count as {}", meter, MOST, tag, OTHER);
    }
    return known.contains(value);
  }
}
