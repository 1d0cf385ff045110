// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.key.Algorithm.Family;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for a provider that is faster than the JDK's, and tries it before it is trusted. What it
 * was not tried for, and what it fails, is left to the JDK. It is used by us alone and installed
 * nowhere.
 */
final class FasterProvider {
  static final String PROPERTY = "gameauth.provider";

  private static final Logger log = LoggerFactory.getLogger(FasterProvider.class);

  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  /** What it is asked for. Hashing a token takes it longer than the JDK, and it leaves garbage. */
  private static final Set<Family> FAMILIES = EnumSet.of(Family.RSA, Family.EC);

  /** Looked for when first asked about: the virtual machine sees to it that this happens once. */
  private static final class Once {
    static final SignatureProvider FOUND =
        among(() -> System.getProperty(PROPERTY), FasterProvider::corretto);
  }

  private FasterProvider() {}

  static SignatureProvider found() {
    return Once.FOUND;
  }

  /**
   * The provider that {@code candidate} comes up with, as far as it can be trusted; else the
   * platform. Writes one line, or none if there is no candidate. Never throws.
   *
   * @param choice the value of {@link #PROPERTY}
   */
  static SignatureProvider among(
      Supplier<@Nullable String> choice, Callable<Optional<Provider>> candidate) {
    try {
      String chosen = choice.get();
      if (chosen == null) {
        return candidate.call().map(FasterProvider::tried).orElse(SignatureProvider.platform());
      }
      if (!chosen.equals("jdk")) {
        log.warn(
            "{}: {} (expected: jdk, or not set); the JDK computes signatures",
            PROPERTY,
            Printable.clipped(chosen));
      }
    } catch (Throwable e) { // A native library, classes of another version: whatever it is.
      log.warn("a faster signature provider was found, but is not used: {}", reason(e));
    }
    return SignatureProvider.platform();
  }

  /**
   * The Corretto provider if it is at hand. By its name, so that nothing needs its type. On the
   * module path it is there without anybody's {@code requires}: java.base uses providers.
   */
  static Optional<Provider> corretto() throws ReflectiveOperationException {
    Class<?> type;
    try {
      type = Class.forName(CORRETTO, false, FasterProvider.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of((Provider) type.getField("INSTANCE").get(null));
  }

  private static SignatureProvider tried(Provider provider) {
    String name = provider.getName() + " " + provider.getVersionStr();
    EnumSet<Family> passed = EnumSet.noneOf(Family.class);
    List<String> complaints = new ArrayList<>();
    for (Family family : FAMILIES) {
      try {
        ProviderSelfTest.require(SignatureProvider.of(provider), algorithms(family));
        passed.add(family);
      } catch (Throwable e) {
        complaints.add(reason(e));
      }
    }
    if (complaints.isEmpty()) {
      log.info("{} computes signatures of {} keys", name, passed);
    } else if (provider.getServices().isEmpty()) {
      // So it behaves if it is the build for another kind of machine, or cannot unpack itself.
      log.warn(
          "{} was found, but is not used: its native library does not load on {} {}",
          name,
          System.getProperty("os.name"),
          System.getProperty("os.arch"));
    } else if (passed.isEmpty()) {
      log.warn("{} was found, but is not used: {}", name, complaints);
    } else {
      log.warn("{} computes signatures of {} keys alone: {}", name, passed, complaints);
    }
    return passed.isEmpty() ? SignatureProvider.platform() : SignatureProvider.of(provider, passed);
  }

  private static Set<Algorithm> algorithms(Family family) {
    return Arrays.stream(Algorithm.values())
        .filter(algorithm -> algorithm.family() == family)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Algorithm.class)));
  }

  /** The self-test says what it found; of anything else the kind is enough. */
  private static String reason(Throwable e) {
    return e instanceof IllegalStateException && e.getMessage() != null
        ? e.getMessage()
        : e.getClass().getName();
  }
}
