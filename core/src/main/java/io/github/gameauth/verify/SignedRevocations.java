// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.claim.RequiredClaims;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.claim.TypePolicy;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCursor;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationSource;
import io.github.gameauth.revocation.RevocationStore;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import io.github.gameauth.token.TokenLimits;
import io.github.gameauth.upstream.HttpAnswer;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.upstream.UpstreamException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer publishes as revoked, fetched over HTTP: for a {@code RevocationFeed} of a game
 * server that has no access to the issuer's store. However many servers ask, caches on the way
 * answer most of them.
 *
 * <p>A document is believed if the issuer signed it, as this kind of document and no other, and if
 * it is young: whoever sits on the way can hold one back for so long and no longer, and cannot take
 * anything out. Normally what is new since ten minutes is fetched; everything is at the beginning,
 * and after a gap.
 *
 * <p>Safe to share.
 */
public final class SignedRevocations implements RevocationSource, AutoCloseable {
  /** Whom the documents are meant for, their manifest's {@code aud}. */
  public static final String AUDIENCE = "gameauth-revocations";

  /** The claim of the manifest that describes the document. */
  public static final String CLAIM = "revocations";

  /** The most parts that a document may have. */
  public static final int MAX_PARTS = 256;

  private static final String TYPE = "revocations+jwt";

  /** How far servers of one issuer may be apart that publish side by side. */
  private static final Duration APART = Duration.ofSeconds(30);

  private static final int ATTEMPTS = 2;

  private final String issuer;
  private final URI url;
  private final JsonHttp http;
  private final boolean ownHttp;
  private final TokenVerifier verifier;
  private final Duration maxDocumentAge;
  private final InstantSource clock;

  /** Parts of the recent form that were read before, by their number. Guarded by this. */
  private final Map<Integer, Seen> seen = new HashMap<>();

  /** The time of the newest document; it never goes back. Guarded by this. */
  private Instant newest = Instant.EPOCH;

  private record Seen(String entityTag, RevocationManifest manifest) {}

  private SignedRevocations(Builder settings) {
    this.issuer = settings.issuer.name();
    this.url = settings.url;
    this.ownHttp = settings.http == null;
    this.http =
        (settings.http == null ? JsonHttp.create() : settings.http)
            .maxBytes(JsonHttp.MAX_MAX_BYTES);
    this.maxDocumentAge = settings.maxDocumentAge;
    this.clock = settings.clock;
    TokenProfile profile =
        new TokenProfile(
            TypePolicy.named(TYPE), List.of(RequiredClaims.of("iss", "aud", "iat", "exp", "jti")));
    VerifierBuilder verifying =
        TokenVerifier.builder()
            .trust(settings.issuer.forOnly(profile, AUDIENCE))
            .limits(new TokenLimits(RevocationManifest.MAX_LENGTH, 1024))
            .clock(settings.clock)
            .ticker(settings.ticker);
    this.verifier =
        settings.timer == null ? verifying.build() : verifying.timer(settings.timer).build();
  }

  /**
   * What {@code issuer} publishes at {@code url}.
   *
   * @param issuer whose documents are believed; its name, keys, algorithms and leeway count, and
   *     what else it says of players' tokens does not
   * @param url where, without a query: https, or http on loopback
   */
  public static Builder of(TrustedIssuer issuer, String url) {
    return new Builder(issuer, url);
  }

  @Override
  public RevocationPage since(RevocationCursor cursor) {
    if (cursor.equals(RevocationCursor.START)) {
      return whole(cursor);
    }
    Reading recent = read(RevocationManifest.Form.RECENT, cursor);
    // Servers that publish side by side do not see each row at the same time.
    Instant need = cursor.readAt().minus(RevocationStore.OVERLAP);
    return recent.from.isAfter(need) ? whole(cursor) : recent.page(cursor, false);
  }

  private RevocationPage whole(RevocationCursor cursor) {
    return read(RevocationManifest.Form.SNAPSHOT, cursor).page(cursor, true);
  }

  /** What the parts of a document say together. */
  private static final class Reading {
    final List<Revocation> revocations = new ArrayList<>();
    Instant from = Instant.MIN;
    Instant asOf = Instant.MAX;

    void add(RevocationManifest manifest, List<Revocation> part) {
      revocations.addAll(part);
      from = from.isBefore(manifest.from()) ? manifest.from() : from;
      asOf = asOf.isAfter(manifest.asOf()) ? manifest.asOf() : asOf;
    }

    RevocationPage page(RevocationCursor cursor, boolean whole) {
      // An older document has nothing new, and does not make us forget how far we had come.
      Instant next = asOf.isBefore(cursor.readAt()) ? cursor.readAt() : asOf;
      return new RevocationPage(revocations, new RevocationCursor(next), whole);
    }
  }

  private Reading read(RevocationManifest.Form form, RevocationCursor cursor) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Reading reading = new Reading();
      int parts = read(form, 0, cursor, reading);
      boolean agree = true;
      for (int part = 1; agree && part < parts; part++) {
        agree = read(form, part, cursor, reading) == parts;
      }
      if (agree) {
        return reading;
      } // otherwise it was divided anew in the meantime
    }
    throw unavailable("its parts do not fit together");
  }

  /** Adds a part to what was read; how many parts there are. */
  private int read(
      RevocationManifest.Form form, int part, RevocationCursor cursor, Reading reading) {
    @Nullable Seen before = form == RevocationManifest.Form.RECENT ? seen(part, cursor) : null;
    HttpAnswer answer = fetch(form, part, before == null ? "" : before.entityTag());
    if (answer.status() == 304 && before != null) {
      forgetUnlessYoung(part, before.manifest());
      reading.add(before.manifest(), List.of());
      return before.manifest().parts();
    }
    if (answer.status() != 200) {
      throw unavailable("status " + answer.status());
    }
    SignedDocument document = SignedDocument.of(answer.body());
    RevocationManifest manifest = verified(document);
    if (manifest.form() != form || manifest.part() != part) {
      throw unavailable("another document than the one asked for");
    }
    requireYoung(manifest);
    List<Revocation> revocations = document.revocations(manifest);
    noteSeen(manifest, answer.header("ETag").orElse(""));
    reading.add(manifest, revocations);
    return manifest.parts();
  }

  /** Of a part that this asker has read already, what lets the issuer say that nothing changed. */
  private synchronized @Nullable Seen seen(int part, RevocationCursor cursor) {
    Seen before = seen.get(part);
    return before == null || before.manifest().asOf().isAfter(cursor.readAt()) ? null : before;
  }

  private synchronized void noteSeen(RevocationManifest manifest, String entityTag) {
    if (manifest.asOf().isAfter(newest)) {
      newest = manifest.asOf();
    }
    if (manifest.form() == RevocationManifest.Form.RECENT) {
      if (SignedDocument.isSendable(entityTag)) {
        seen.put(manifest.part(), new Seen(entityTag, manifest));
      } else {
        seen.remove(manifest.part());
      }
    }
  }

  private HttpAnswer fetch(RevocationManifest.Form form, int part, String entityTag) {
    Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/plain"));
    if (!entityTag.isEmpty()) {
      headers.put("If-None-Match", entityTag);
    }
    try {
      return http.get(URI.create(url + "?form=" + form.word() + "&part=" + part), headers);
    } catch (UpstreamException e) {
      throw unavailable(String.valueOf(e.getMessage()));
    }
  }

  private RevocationManifest verified(SignedDocument document) {
    Verification verdict = verifier.verify(document.manifest());
    if (verdict instanceof Verification.Accepted accepted) {
      return RevocationManifest.of(accepted.player().claims());
    }
    throw unavailable(
        verdict instanceof Verification.Rejected rejected
            ? "manifest: " + rejected.rejection().code()
            : "the keys are not known");
  }

  private synchronized void requireYoung(RevocationManifest manifest) {
    if (manifest.asOf().isBefore(clock.instant().minus(maxDocumentAge))) {
      throw unavailable("the document is too old");
    }
    if (manifest.asOf().isBefore(newest.minus(APART))) {
      throw unavailable("the document is older than one seen before");
    }
  }

  private synchronized void forgetUnlessYoung(int part, RevocationManifest manifest) {
    try {
      requireYoung(manifest);
    } catch (RevocationsUnavailableException e) {
      seen.remove(part); // "nothing changed" will not do any more
      throw e;
    }
  }

  private RevocationsUnavailableException unavailable(String why) {
    return new RevocationsUnavailableException("revocations of " + issuer + ": " + why);
  }

  /** Lets go of its connections and of what fetches keys. Idempotent. */
  @Override
  public void close() {
    verifier.close();
    if (ownHttp) {
      http.close();
    }
  }

  /** Says how documents are fetched. Not safe to share. */
  public static final class Builder {
    private static final Duration YOUNGEST = Duration.ofSeconds(10);
    private static final Duration OLDEST = Duration.ofMinutes(10);

    private final TrustedIssuer issuer;
    private final URI url;
    private @Nullable JsonHttp http;
    private Duration maxDocumentAge = Duration.ofSeconds(60);
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private @Nullable ScheduledExecutorService timer;

    private Builder(TrustedIssuer issuer, String url) {
      this.issuer = issuer;
      URI address;
      try {
        address = JsonHttp.requireAskable(URI.create(url));
      } catch (IllegalArgumentException e) {
        // Its message may hold the address whole, with whatever stands in the query.
        throw new IllegalArgumentException(
            "url: none that may be asked (expected: https, or http on loopback)");
      }
      if (address.getRawQuery() != null) {
        throw new IllegalArgumentException("url: with a query (expected: none)");
      }
      this.url = address;
    }

    /** Asks the issuer; stays the caller's to close. Defaults to one of its own. */
    public Builder http(JsonHttp http) {
      this.http = http;
      return this;
    }

    /**
     * How long ago the issuer may have looked what is revoked, as its document says. Clocks that
     * differ count against it. Defaults to 60 seconds; 10 seconds to 10 minutes.
     */
    public Builder maxDocumentAge(Duration age) {
      if (age.compareTo(YOUNGEST) < 0 || age.compareTo(OLDEST) > 0) {
        throw new IllegalArgumentException(
            "maxDocumentAge: " + age + " (expected: " + YOUNGEST + " to " + OLDEST + ")");
      }
      this.maxDocumentAge = age;
      return this;
    }

    /** The time of day. Defaults to the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** A clock in nanoseconds that only goes forward. Defaults to {@link System#nanoTime}. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = ticker;
      return this;
    }

    /** What wakes up refreshes of a key set; see {@link VerifierBuilder#timer}. */
    public Builder timer(ScheduledExecutorService timer) {
      this.timer = timer;
      return this;
    }

    /**
     * The source; nothing is fetched yet.
     *
     * @throws IllegalArgumentException if the issuer has no name in its tokens or no public keys
     */
    public SignedRevocations build() {
      return new SignedRevocations(this);
    }
  }
}
