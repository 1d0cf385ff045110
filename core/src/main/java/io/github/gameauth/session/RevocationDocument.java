// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.check.IfNoneMatch;
import io.github.gameauth.check.Require;
import io.github.gameauth.mint.SigningKeysUnavailableException;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationFeed;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is revoked, as a signed document to be served beside the key set, such as at {@code
 * /.well-known/revocations}: game servers follow it by {@code SignedRevocations}, and caches on the
 * way answer most of them. A cache has to tell requests apart by their query.
 *
 * <p>It tells what {@code feed} knows. Requests share what is written once a period; none asks the
 * store. Safe to share.
 *
 * <pre>{@code
 * RevocationDocument document = RevocationDocument.of(feed, minter).build();
 * RevocationDocument.Answer answer = document.answerTo(query, ifNoneMatch);
 * }</pre>
 */
public final class RevocationDocument {
  /** How far back the recent form goes. */
  private static final Duration WINDOW = Duration.ofMinutes(10);

  /** Though nothing changes, it is signed anew after so many periods: readers want it young. */
  private static final int SIGN_EVERY = 3;

  private static final Pattern QUERY =
      Pattern.compile("form=(snapshot|recent)&part=(0|[1-9][0-9]{0,2})");

  private final RevocationFeed feed;
  private final SignedParts signing;
  private final LongSupplier ticker;
  private final long everyNanos;
  private final String cacheControl;
  private final Form snapshot = new Form("snapshot");
  private final Form recent = new Form("recent");

  /**
   * What to answer whoever asks, whichever HTTP server one has.
   *
   * @param status 200; 304 if the asker has it; 404 if there is no such part; 503 if nobody knows
   *     what is revoked, or no key may sign
   * @param headers the headers to send
   * @param body the body to send, ASCII; empty unless the status is 200
   */
  public record Answer(int status, Map<String, String> headers, String body) {
    /** Copies the headers and keeps their order. */
    public Answer {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
  }

  /** One of the two documents, and what was last written of it. */
  private static final class Form {
    final String name;
    final ReentrantLock writing = new ReentrantLock();
    volatile @Nullable Written last;

    Form(String name) {
      this.name = name;
    }
  }

  /** Signed parts, the state of the feed that they tell, and when they were last looked at. */
  private record Written(List<SignedParts.Part> parts, long revision, long signed, long looked) {
    Written lookedAt(long now) {
      return new Written(parts, revision, signed, now);
    }
  }

  private RevocationDocument(Builder settings) {
    this.feed = settings.feed;
    this.signing = new SignedParts(settings.minter);
    this.ticker = settings.ticker;
    this.everyNanos = settings.every.toNanos();
    this.cacheControl = "public, max-age=" + settings.every.toSeconds();
  }

  /**
   * What {@code feed} knows, signed by the keys of {@code minter}.
   *
   * @throws IllegalArgumentException if they are of different issuers
   */
  public static Builder of(RevocationFeed feed, TokenMinter minter) {
    return new Builder(feed, minter);
  }

  /**
   * What to answer a request.
   *
   * @param query the request's query as it came, without the question mark
   * @param ifNoneMatch the request's {@code If-None-Match}, if it has one
   */
  public Answer answerTo(String query, Optional<String> ifNoneMatch) {
    Matcher asked = QUERY.matcher(query);
    if (!asked.matches()) {
      return refused(404);
    }
    Written written = current(asked.group(1).equals(recent.name) ? recent : snapshot);
    if (written == null) {
      return refused(503);
    }
    int part = Integer.parseInt(asked.group(2));
    if (part >= written.parts().size()) {
      return refused(404);
    }
    SignedParts.Part document = written.parts().get(part);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", cacheControl);
    headers.put("ETag", document.entityTag());
    if (IfNoneMatch.names(ifNoneMatch, document.entityTag())) {
      return new Answer(304, headers, "");
    }
    headers.put("Content-Type", "text/plain; charset=us-ascii");
    return new Answer(200, headers, document.body());
  }

  private static Answer refused(int status) {
    return new Answer(status, Map.of("Cache-Control", "no-store"), "");
  }

  private @Nullable Written current(Form form) {
    Written last = form.last;
    if (last != null && ticker.getAsLong() - last.looked() < everyNanos) {
      return last;
    }
    // One writes; the others take what there is, and wait only if there is nothing.
    if (last != null && !form.writing.tryLock()) {
      return last;
    }
    if (last == null) {
      form.writing.lock();
    }
    try {
      return renewed(form);
    } finally {
      form.writing.unlock();
    }
  }

  private @Nullable Written renewed(Form form) {
    Written last = form.last;
    long now = ticker.getAsLong();
    try {
      long revision = feed.state().revision();
      if (last == null
          || last.revision() != revision
          || now - last.signed() >= SIGN_EVERY * everyNanos) {
        last = new Written(write(form), revision, now, now);
      }
    } catch (RevocationsUnavailableException | SigningKeysUnavailableException e) {
      // The last one says how old it is, and who reads it judges that.
    }
    Written next = last == null ? null : last.lookedAt(now);
    form.last = next;
    return next;
  }

  private List<SignedParts.Part> write(Form form) {
    Instant lastRead = feed.state().lastSuccess().orElse(Instant.EPOCH);
    Instant from = form == snapshot ? Instant.EPOCH : lastRead.minus(WINDOW);
    return signing.of(form.name, from, feed.since(new RevocationCursor(from)));
  }

  /** Says how the document is written. Not safe to share. */
  public static final class Builder {
    private final RevocationFeed feed;
    private final TokenMinter minter;
    private Duration every = Duration.ofSeconds(5);
    private LongSupplier ticker = System::nanoTime;

    private Builder(RevocationFeed feed, TokenMinter minter) {
      if (!feed.issuer().equals(minter.issuer())) {
        throw new IllegalArgumentException(
            "minter: of " + minter.issuer() + " (expected: " + feed.issuer() + ", as the feed)");
      }
      this.feed = feed;
      this.minter = minter;
    }

    /**
     * How often it is written at most, and how long caches may keep it. Adds to the time that a ban
     * takes to reach the servers. Defaults to 5 seconds; 1 to 10 whole seconds.
     */
    public Builder every(Duration period) {
      this.every =
          Require.wholeSeconds(
              "every",
              Require.between("every", period, Duration.ofSeconds(1), Duration.ofSeconds(10)));
      return this;
    }

    /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = ticker;
      return this;
    }

    /** The document; it is written when it is first asked for. */
    public RevocationDocument build() {
      return new RevocationDocument(this);
    }
  }
}
