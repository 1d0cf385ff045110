// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.gameauth.mint.TokenKind;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationCause;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationPage;
import io.github.gameauth.revocation.RevocationsUnavailableException;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.verify.SignedRevocations;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes a list of revocations as documents that readers accept: a signed manifest, a line feed,
 * and a body of JSON. A list that is too long for one is divided by the targets' hashes, so that
 * each part is a whole truth of its own and none depends on when the others were written.
 */
final class SignedParts {
  /** Readers take a mebibyte; the manifest needs some of it. */
  private static final int MAX_BODY = 1_000_000;

  /** Longer than readers believe it, so that they can say why they do not. */
  private static final Duration LIFETIME = Duration.ofMinutes(2);

  private static final long VERSION = 1;
  private static final String SUBJECT = "revocations";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final TokenMinter minter;

  /**
   * One part, ready to be sent.
   *
   * @param body all of it, ASCII
   * @param entityTag a strong one, quotes included
   */
  record Part(String body, String entityTag) {}

  SignedParts(TokenMinter minter) {
    this.minter = minter;
  }

  List<Part> of(String form, Instant from, RevocationPage page) {
    List<String> bodies = bodies(page.revocations());
    List<Part> parts = new ArrayList<>(bodies.size());
    for (int i = 0; i < bodies.size(); i++) {
      Map<String, Object> about =
          Map.of(
              "form",
              form,
              "part",
              (long) i,
              "parts",
              (long) bodies.size(),
              "from",
              from.toEpochMilli(),
              "as_of",
              page.next().readAt().toEpochMilli(),
              "sha256",
              digest(bodies.get(i)));
      TokenSpec manifest =
          TokenSpec.forSubject(SUBJECT)
              .kind(TokenKind.REVOCATIONS)
              .audience(SignedRevocations.AUDIENCE)
              .livingFor(LIFETIME)
              .claim(SignedRevocations.CLAIM, about);
      String whole = minter.mint(manifest).token().reveal() + '\n' + bodies.get(i);
      parts.add(new Part(whole, '"' + digest(whole) + '"'));
    }
    return parts;
  }

  private static String digest(String ascii) {
    byte[] sha256 = Fingerprint.of(ascii.getBytes(US_ASCII)).bytes();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
  }

  private static List<String> bodies(List<Revocation> revocations) {
    for (int parts = 1; parts <= SignedRevocations.MAX_PARTS; parts *= 2) {
      List<String> bodies = new ArrayList<>(parts);
      for (List<Revocation> each : divided(revocations, parts)) {
        bodies.add(body(each));
      }
      if (bodies.stream().allMatch(each -> each.length() <= MAX_BODY)) {
        return bodies;
      }
    }
    throw new RevocationsUnavailableException("revocations: more than a document may hold");
  }

  private static List<List<Revocation>> divided(List<Revocation> revocations, int parts) {
    List<List<Revocation>> divided = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      divided.add(new ArrayList<>());
    }
    for (Revocation each : revocations) {
      int hash = each.target().hashCode() * 0x9E3779B9; // texts alike have hashes alike
      divided.get((hash >>> 16) & (parts - 1)).add(each);
    }
    return divided;
  }

  private static String body(List<Revocation> revocations) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      for (RevocationKind kind : RevocationKind.values()) {
        json.writeArrayFieldStart(kind.name());
        for (Revocation each : revocations) {
          if (each.kind() == kind) {
            row(json, each);
          }
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("JSON could not be written to memory", e);
    }
    return text.toString();
  }

  /** Target, end, lowest epoch, cut-off, cause; of the last three what there is to say. */
  private static void row(JsonGenerator json, Revocation revocation) throws IOException {
    json.writeStartArray();
    json.writeString(revocation.target());
    json.writeNumber(revocation.expiresAt().toEpochMilli());
    boolean isBan = revocation.cause() == RevocationCause.BANNED;
    if (revocation.lowestEpoch().isPresent()) {
      json.writeNumber(revocation.lowestEpoch().getAsLong());
    } else if (revocation.cutOff().isPresent() || isBan) {
      json.writeNull();
    }
    if (revocation.cutOff().isPresent()) {
      json.writeNumber(revocation.cutOff().get().getEpochSecond());
    } else if (isBan) {
      json.writeNull();
    }
    if (isBan) {
      json.writeString(revocation.cause().name());
    }
    json.writeEndArray();
  }
}
