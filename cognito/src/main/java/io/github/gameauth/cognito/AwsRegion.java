// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A region of AWS, such as {@code eu-west-1}. Its form is checked, its existence is not: regions
 * come and go, and emulators have names of their own, such as {@code local}.
 *
 * @param name lower-case letters and digits in words joined by {@code -}; at most 63 characters
 */
public record AwsRegion(String name) {
  private static final int MAX_LENGTH = 63;
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** What a partition's hosts end in, and the ends of those that speak IPv6, if there are any. */
  private record Partition(String suffix, Optional<String> dualStackSuffix) {}

  private static final Partition ORDINARY =
      new Partition("amazonaws.com", Optional.of("amazonaws.com"));

  private static final List<Map.Entry<String, Partition>> OTHERS =
      List.of(
          Map.entry("us-gov-", new Partition("amazonaws.com", Optional.of("api.aws"))),
          Map.entry(
              "cn-",
              new Partition("amazonaws.com.cn", Optional.of("api.amazonwebservices.com.cn"))),
          Map.entry(
              "eusc-", new Partition("amazonaws.eu", Optional.of("api.amazonwebservices.eu"))),
          Map.entry("us-iso-", new Partition("c2s.ic.gov", Optional.empty())),
          Map.entry("us-isob-", new Partition("sc2s.sgov.gov", Optional.empty())),
          Map.entry("eu-isoe-", new Partition("cloud.adc-e.uk", Optional.empty())),
          Map.entry("us-isof-", new Partition("csp.hci.ic.gov", Optional.empty())));

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it has another
   */
  public AwsRegion {
    if (name.length() > MAX_LENGTH || !FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "region: " + Shown.of(name) + " (expected: a name such as eu-west-1)");
    }
  }

  /** The region of that name. */
  public static AwsRegion of(String name) {
    return new AwsRegion(name);
  }

  /** What the names of its hosts end in: {@code amazonaws.com}, or another partition's suffix. */
  public String suffix() {
    return partition().suffix();
  }

  /**
   * What the names of its hosts that speak IPv6 end in; in the ordinary partition the same as
   * {@link #suffix}. Empty where there are none.
   */
  public Optional<String> dualStackSuffix() {
    return partition().dualStackSuffix();
  }

  private Partition partition() {
    for (Map.Entry<String, Partition> other : OTHERS) {
      if (name.startsWith(other.getKey())) {
        return other.getValue();
      }
    }
    return ORDINARY;
  }

  /** Its name. */
  @Override
  public String toString() {
    return name;
  }
}
