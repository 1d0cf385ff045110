// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.json.JsonLimits;
import io.github.gameauth.json.JsonObject;
import io.github.gameauth.json.JsonRejectedException;
import io.github.gameauth.json.StrictJson;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.store.StoreException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a family's next access token needs: the server's own record, so that nothing which a client
 * says gets into a token.
 *
 * <p>The identity that opened the session is in it, since bans, links and ownership are looked up
 * by it; it stands in the same database beside the links, and goes with the family. No secret is in
 * it.
 *
 * @param identity who was proved at login
 * @param clientId the client that the session was opened for
 * @param scope what was granted at login
 * @param assurance how sure the issuer was at login
 * @param verifiedAt when the platform last vouched for the player, in whole seconds
 * @param entitlements what the access checks last said the player owns
 * @param accessAt when they said so, in whole milliseconds
 * @param region the country at login, if tokens shall hold it
 * @param degraded whether it went on without its platform the last time
 */
record FamilyContext(
    ExternalIdentity identity,
    String clientId,
    Set<String> scope,
    Assurance assurance,
    Instant verifiedAt,
    Set<String> entitlements,
    Instant accessAt,
    Optional<String> region,
    boolean degraded) {
  private static final long VERSION = 1;
  private static final JsonFactory FACTORY = new JsonFactory();

  FamilyContext {
    scope = Scopes.copyOf(scope);
    entitlements = Set.copyOf(entitlements);
    verifiedAt = verifiedAt.truncatedTo(ChronoUnit.SECONDS);
    accessAt = accessAt.truncatedTo(ChronoUnit.MILLIS);
  }

  Platform platform() {
    return identity.provider();
  }

  /** The same after the platform vouched for the player again. */
  FamilyContext verified(Instant at) {
    return new FamilyContext(
        identity, clientId, scope, assurance, at, entitlements, accessAt, region, false);
  }

  FamilyContext asDegraded() {
    return new FamilyContext(
        identity, clientId, scope, assurance, verifiedAt, entitlements, accessAt, region, true);
  }

  /** The same after the access checks spoke. */
  FamilyContext granted(Set<String> owned, Instant at) {
    return new FamilyContext(
        identity, clientId, scope, assurance, verifiedAt, owned, at, region, degraded);
  }

  String json() {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("plat", identity.provider().name());
      json.writeStringField("ten", identity.tenant());
      json.writeStringField("subj", identity.subject());
      json.writeStringField("cid", clientId);
      json.writeStringField("scp", Scopes.text(scope));
      json.writeStringField("acr", assurance.word());
      json.writeNumberField("pvt", verifiedAt.getEpochSecond());
      json.writeArrayFieldStart("ent");
      for (String owned : entitlements) {
        json.writeString(owned);
      }
      json.writeEndArray();
      json.writeNumberField("ent_at", accessAt.toEpochMilli());
      if (region.isPresent()) {
        json.writeStringField("reg", region.get());
      }
      if (degraded) {
        json.writeBooleanField("deg", true);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("JSON could not be written to memory", e);
    }
    return text.toString();
  }

  /**
   * What a family's row says.
   *
   * @throws StoreException if that is not what was written
   */
  static FamilyContext of(RefreshFamily family) {
    byte[] text = family.context().getBytes(UTF_8);
    try {
      JsonObject json = StrictJson.read(text, 0, text.length, JsonLimits.DOCUMENT);
      if (json.whole("v") != VERSION) {
        throw new StoreException("refresh family: a context of another version");
      }
      return new FamilyContext(
          new ExternalIdentity(
              new Platform(text(json, "plat")), text(json, "ten"), text(json, "subj")),
          text(json, "cid"),
          scope(text(json, "scp")),
          Assurance.ofWord(text(json, "acr")).orElseThrow(IllegalArgumentException::new),
          Instant.ofEpochSecond(whole(json, "pvt")),
          texts(json, "ent"),
          Instant.ofEpochMilli(whole(json, "ent_at")),
          json.has("reg") ? Optional.of(text(json, "reg")) : Optional.empty(),
          Boolean.TRUE.equals(json.get("deg")));
    } catch (JsonRejectedException | IllegalArgumentException e) {
      throw new StoreException("refresh family: a context that cannot be read");
    }
  }

  private static Set<String> scope(String text) {
    return text.isEmpty()
        ? Set.of()
        : Scopes.parse(text).orElseThrow(IllegalArgumentException::new);
  }

  private static String text(JsonObject json, String name) {
    if (json.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name);
  }

  private static long whole(JsonObject json, String name) {
    long number = json.whole(name);
    if (number < 0) {
      throw new IllegalArgumentException(name);
    }
    return number;
  }

  private static Set<String> texts(JsonObject json, String name) {
    if (!(json.get(name) instanceof List<?> list)) {
      throw new IllegalArgumentException(name);
    }
    Set<String> texts = new LinkedHashSet<>();
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw new IllegalArgumentException(name);
      }
      texts.add(text);
    }
    return texts;
  }

  /** {@code FamilyContext(…)}: it is about a person. */
  @Override
  public String toString() {
    return "FamilyContext(…)";
  }
}
