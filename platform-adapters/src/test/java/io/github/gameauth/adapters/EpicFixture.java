// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Epic as our tests play it: Connect, Epic accounts and the shop. */
final class EpicFixture {
  static final String CONNECT_KEYS = "https://api.epicgames.dev/auth/v1/oauth/jwks";
  static final String CONNECT_ISSUER = "https://api.epicgames.dev/auth/v1/oauth";
  static final String ACCOUNT_KEYS =
      "https://api.epicgames.dev/epic/oauth/v1/.well-known/jwks.json";
  static final String ACCOUNT_ISSUER = "https://api.epicgames.dev/epic/oauth/v1";
  static final String TOKEN_INFO = "https://api.epicgames.dev/epic/oauth/v2/tokenInfo";

  static final String CLIENT = "xyza7891example";
  static final String DEPLOYMENT = "0a1b2c3d4e5f40718293a4b5c6d7e8f9";
  static final String SANDBOX = "p-abcdefghijklmnopqrstuvwxyz0123";
  static final String PUID = "00021f3c8a5b4c1e9d0f112233445566";
  static final String ACCOUNT = "4f1d0c9b8a7968574635241302f1e0d9";

  static final String ITEM = "c0ffee00c0ffee00c0ffee00c0ffee00";
  static final String OTHER_ITEM = "facade00facade00facade00facade00";
  static final TestKey SHOP_KEY =
      TestKey.named("epic shop", Algorithm.RS512).withKeyId("WMS7EnkIGpcH9DGZsv2WcY9xsuFnZCtxZjj4");
  static final String SHOP_KEY_URL =
      "https://ecommerceintegration-public-service-ecomprod02.ol.epicgames.com"
          + "/ecommerceintegration/api/public/publickeys/"
          + SHOP_KEY.keyId().orElseThrow();

  private EpicFixture() {}

  static TestIssuer connect(TestClock clock) {
    return TestIssuer.named(CONNECT_ISSUER).on(clock);
  }

  static TestIssuer accounts(TestClock clock) {
    return TestIssuer.named(ACCOUNT_ISSUER).on(clock);
  }

  static TestToken connectToken(TestClock clock) {
    return inPlace(connect(clock).token())
        .subject(PUID)
        .without("jti")
        .expiresAt(clock.instant().plus(Duration.ofHours(1)))
        .claim("act", actor("steam"));
  }

  static Map<String, Object> actor(String type) {
    return Map.of("eat", type, "eaid", "76561198000000001", "pltfm", "other", "dty", "PC");
  }

  static TestToken accountToken(TestClock clock) {
    return inPlace(accounts(clock).token())
        .subject(ACCOUNT)
        .expiresAt(clock.instant().plus(Duration.ofHours(2)))
        .claim("t", "id_token")
        .claim("appid", "fghi4567example")
        .claim("dn", "ExampleName")
        .claim("cty", "US")
        .claim("nonce", "nonce-of-this-login")
        .claim("scope", "basic_profile openid");
  }

  private static TestToken inPlace(TestToken token) {
    return token
        .audience(CLIENT)
        .claim("pfpid", "0123456789abcdef0123456789abcdef")
        .claim("pfsid", SANDBOX)
        .claim("pfdid", DEPLOYMENT);
  }

  /** A token of the shop: it names no issuer and no audience. */
  static TestToken ownershipToken(TestClock clock) {
    return accounts(clock)
        .token()
        .signedWith(SHOP_KEY)
        .without("iss")
        .without("aud")
        .subject(ACCOUNT)
        .expiresAt(clock.instant().plus(Duration.ofMinutes(5)))
        .claim("ent", List.of(item(ITEM, true), item(OTHER_ITEM, false)));
  }

  static Map<String, Object> item(String id, Object owned) {
    return Map.of("namespace", SANDBOX, "catalogItemId", id, "owned", owned);
  }

  static String json(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** The shop's key as it is published, with no more than it takes. */
  static String shopKey() {
    Map<String, Object> jwk = SHOP_KEY.jwk();
    return json(Map.of("kid", jwk.get("kid"), "n", jwk.get("n"), "e", jwk.get("e")));
  }

  static EpicAccountAdapter.Settings accountSettings() {
    return new EpicAccountAdapter.Settings(
        List.of(CLIENT),
        List.of(DEPLOYMENT),
        List.of(SANDBOX),
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        Optional.of(List.of(ITEM, OTHER_ITEM)));
  }

  static String accountSettingsJson() {
    return """
        {"clientIds":["%s"],"deploymentIds":["%s"],"sandboxIds":["%s"],
         "accessTokensAccepted":true,"catalogItemIds":["%s","%s"]}"""
        .formatted(CLIENT, DEPLOYMENT, SANDBOX, ITEM, OTHER_ITEM);
  }

  /** Whom an id token proves. */
  static PlatformIdentity account() {
    return bareAccount().displayName("ExampleName").facts(PlatformFacts.NONE.country("US"));
  }

  /** Whom an access token proves. */
  static PlatformIdentity bareAccount() {
    return PlatformIdentity.of(new Platform("epic"), "", ACCOUNT, IdScope.TEAM);
  }
}
