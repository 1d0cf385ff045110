// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LoginsTest {
  private static final Secret TOKEN = Secret.of("t");

  private static String name(Login login) {
    return login.provider().name();
  }

  @Test
  void knowsTheProvidersByTheNamesOfTheService() {
    assertEquals("graph.facebook.com", name(Login.facebook(TOKEN)));
    assertEquals("accounts.google.com", name(Login.google(TOKEN)));
    assertEquals("www.amazon.com", name(Login.amazon(TOKEN)));
    assertEquals("appleid.apple.com", name(Login.apple(TOKEN)));
    assertEquals("api.twitter.com", name(Login.legacyTwitter(TOKEN, TOKEN)));
    assertEquals("www.digits.com", name(Login.legacyDigits(TOKEN, TOKEN)));
    assertEquals(
        "arn:aws:iam::123456789012:saml-provider/Studio",
        name(Login.saml("arn:aws:iam::123456789012:saml-provider/Studio", TOKEN)));
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1_AbC, cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC",
    "cn-north-1_AbC, cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbC",
    "eusc-de-east-1_AbC, cognito-idp.eusc-de-east-1.amazonaws.eu/eusc-de-east-1_AbC"
  })
  void namesUserPoolsByTheirHost(String pool, String name) {
    assertEquals(name, name(Login.userPool(UserPoolId.of(pool), TOKEN)));
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, cognito-identity.amazonaws.com",
    "us-gov-west-1, cognito-identity.amazonaws.com",
    "cn-north-1, cognito-identity.cn-north-1.amazonaws.com.cn"
  })
  void namesTheTokensOfDeveloperIdentities(String region, String name) {
    assertEquals(name, LoginProvider.developerToken(AwsRegion.of(region)).name());
    OpenIdToken token = new OpenIdToken(IdentityId.of(region + ":aa-bb"), TOKEN);
    assertEquals(name, name(Login.developer(token)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://id.mygame.example, id.mygame.example",
    "https://id.mygame.example/, id.mygame.example",
    "https://id.mygame.example/realms/players, id.mygame.example/realms/players",
    "https://id.mygame.example:8443/a, id.mygame.example:8443/a"
  })
  void namesOpenIdProvidersByHostAndPath(String issuer, String name) {
    assertEquals(name, name(Login.openIdConnect(URI.create(issuer), TOKEN)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.mygame.example",
        "https://user@id.mygame.example",
        "https://id.mygame.example/?a=b",
        "https://id.mygame.example/#a",
        "id.mygame.example",
        "mailto:a@b"
      })
  void refusesIssuersThatAreNone(String issuer) {
    assertThrows(
        IllegalArgumentException.class, () -> LoginProvider.openIdConnect(URI.create(issuer)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Studio", "arn:aws:iam::123456789012:role/Studio"})
  void refusesArnsOfSomethingElse(String arn) {
    assertThrows(IllegalArgumentException.class, () -> LoginProvider.saml(arn));
  }

  @Test
  void refusesNamesThatTheServiceWould() {
    assertEquals("a".repeat(128), new LoginProvider("a".repeat(128)).name());
    for (String name : List.of("", "a b", "é", "a\n", "a".repeat(129))) {
      assertThrows(IllegalArgumentException.class, () -> new LoginProvider(name));
    }
  }

  @Test
  void joinsTokenAndSecretOfTheLegacyProviders() {
    Login twitter = Login.legacyTwitter(Secret.of("token"), Secret.of("hidden"));

    assertEquals("token;hidden", twitter.token().reveal());
  }

  @Test
  void tellsAGuestFromAListThatWentWrong() {
    assertTrue(Logins.guest().isGuest());
    assertFalse(Logins.of(Login.google(TOKEN)).isGuest());
    assertThrows(IllegalArgumentException.class, () -> Logins.of(List.of()));
  }

  @Test
  void takesOneLoginForEachProviderAndTenAtMost() {
    List<Login> eleven =
        IntStream.range(0, 11).mapToObj(i -> new Login(new LoginProvider("p" + i), TOKEN)).toList();

    assertEquals(10, Logins.of(eleven.subList(0, 10)).list().size());
    assertThrows(IllegalArgumentException.class, () -> Logins.of(eleven));
    assertThrows(
        IllegalArgumentException.class,
        () -> Logins.of(Login.google(TOKEN), Login.google(Secret.of("u"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eu-west-1", "eu-west-1:", "eu-west-1:xyz", ":aa", "eu-west-1:aa\n"})
  void refusesIdentitiesThatAreNone(String id) {
    assertThrows(IllegalArgumentException.class, () -> IdentityId.of(id));
  }
}
