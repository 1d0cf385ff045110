// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.check.Require;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The value of a header that the edge adds to every request, and that proves to the origin that it
 * came that way. Two values are good during a rotation: add the new one here, wait until all
 * servers know it, change the edge, wait until that has spread, take the old one out.
 *
 * <p>Take the header off before a request is logged or passed on. Safe to share.
 */
public final class OriginSecret {
  /** The header unless another is named. */
  public static final String HEADER = "X-Origin-Verify";

  private static final Logger log = LoggerFactory.getLogger(OriginSecret.class);

  /** 256 bits in base64url. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43,512}=?");

  private static final int MOST = 3;
  private static final long SOON_NANOS = Duration.ofSeconds(30).toNanos();

  private final String header;
  private final Supplier<List<Secret>> source;
  private final long everyNanos;
  private final LongSupplier ticker;
  private final RandomGenerator random;
  private final Executor executor;
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile Values values;

  /** Digests, and when to look for others. */
  private record Values(List<byte[]> digests, long dueNanos) {}

  private OriginSecret(Builder settings) {
    this.header = settings.header;
    this.source = settings.source;
    this.everyNanos = settings.every.toNanos();
    this.ticker = settings.ticker;
    this.random = settings.random;
    this.executor = settings.executor;
    this.values = new Values(digests(source.get()), dueIn(everyNanos));
  }

  /** One to three values that stay. */
  public static OriginSecret of(Secret... values) {
    List<Secret> fixed = List.of(values);
    return from(() -> fixed).build();
  }

  /**
   * One to three values that somebody keeps for us, such as a secret manager. The supplier is asked
   * when this is built and from time to time afterwards, behind the players' backs; while it fails,
   * the last values stay good.
   */
  public static Builder from(Supplier<List<Secret>> values) {
    return new Builder(values);
  }

  private static List<byte[]> digests(List<Secret> values) {
    Require.between("originSecret values", values.size(), 1, MOST);
    for (Secret value : values) {
      if (!FORM.matcher(value.reveal()).matches()) {
        throw new IllegalArgumentException(
            "originSecret: "
                + value.length()
                + " characters (expected: 43 to 512 of base64url, 256 random bits)");
      }
    }
    return values.stream().map(each -> Fingerprint.of(each).bytes()).toList();
  }

  /** Not all servers at once: up to a fifth earlier. */
  private long dueIn(long nanos) {
    return ticker.getAsLong() + (long) (nanos * (0.8 + 0.2 * random.nextDouble()));
  }

  /** Whether the request bears the header once, with a value that is good now. */
  public boolean isProvenBy(EdgeRequest request) {
    Values now = values;
    if (now.dueNanos() - ticker.getAsLong() <= 0) {
      refreshBehind();
    }
    List<String> presented = request.header(header);
    if (presented.size() != 1 || presented.get(0).isEmpty()) {
      return false;
    }
    byte[] digest = Fingerprint.of(presented.get(0).getBytes(UTF_8)).bytes();
    boolean proven = false;
    for (byte[] good : now.digests()) { // all of them, so that time does not tell which
      proven |= MessageDigest.isEqual(digest, good);
    }
    return proven;
  }

  private void refreshBehind() {
    if (refreshing.compareAndSet(false, true)) {
      try {
        executor.execute(this::refresh);
      } catch (RuntimeException e) {
        refreshing.set(false);
      }
    }
  }

  private void refresh() {
    List<byte[]> digests = values.digests();
    long next = Math.min(everyNanos, SOON_NANOS);
    try {
      digests = digests(source.get());
      next = everyNanos;
      if (failing.compareAndSet(true, false)) {
        log.info("origin secret: its values can be had again");
      }
    } catch (RuntimeException | LinkageError e) {
      if (failing.compareAndSet(false, true)) {
        log.warn(
            "origin secret: {}; the last values stay good until there are others",
            e.getClass().getName());
      }
    } finally {
      values = new Values(digests, dueIn(next));
      refreshing.set(false);
    }
  }

  /** {@code OriginSecret(…)} with the name of the header. */
  @Override
  public String toString() {
    return "OriginSecret(" + header + " …)";
  }

  /** Says where the values come from. Not safe to share. */
  public static final class Builder {
    private final Supplier<List<Secret>> source;
    private String header = HEADER;
    private Duration every = Duration.ofMinutes(5);
    private LongSupplier ticker = System::nanoTime;
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    private Executor executor = OriginSecret::onADaemon;

    private Builder(Supplier<List<Secret>> source) {
      this.source = source;
    }

    /** The header's name. Defaults to {@value OriginSecret#HEADER}. */
    public Builder header(String name) {
      this.header = Require.printable("header", name, 64);
      return this;
    }

    /**
     * How often the supplier is asked, less up to a fifth, so that servers do not come together;
     * while it fails, at least every 30 seconds. Defaults to 5 minutes; 1 second to 1 day.
     */
    public Builder every(Duration period) {
      this.every = Require.between("every", period, Duration.ofSeconds(1), Duration.ofDays(1));
      return this;
    }

    /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = ticker;
      return this;
    }

    /** Where the jitter comes from. Defaults to {@link ThreadLocalRandom}. */
    public Builder random(RandomGenerator random) {
      this.random = random;
      return this;
    }

    /** What the supplier is asked on. Defaults to a daemon thread each time. */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /**
     * Asks the supplier for the first values.
     *
     * @throws IllegalArgumentException if there are none or too many, or one is too short
     */
    public OriginSecret build() {
      return new OriginSecret(this);
    }
  }

  private static void onADaemon(Runnable work) {
    Thread thread = new Thread(work, "gameauth-origin-secret");
    thread.setDaemon(true);
    thread.start();
  }
}
