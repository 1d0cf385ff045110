// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.AwsRegion;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceEndpointTest {
  private static final URI EMULATOR = URI.create("http://127.0.0.1:9229");
  private static final URI GATEWAY = URI.create("https://cognito.mygame.example/");

  private static ServiceEndpoint userPools(String region) {
    return ServiceEndpoint.userPools(AwsRegion.of(region));
  }

  private static ServiceEndpoint identityPools(String region) {
    return ServiceEndpoint.identityPools(AwsRegion.of(region));
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, https://cognito-idp.eu-west-1.amazonaws.com/",
    "cn-north-1, https://cognito-idp.cn-north-1.amazonaws.com.cn/",
    "eusc-de-east-1, https://cognito-idp.eusc-de-east-1.amazonaws.eu/",
    "us-isob-east-1, https://cognito-idp.us-isob-east-1.sc2s.sgov.gov/"
  })
  void findsUserPoolsAtTheirRegionsHost(String region, String uri) {
    assertEquals(URI.create(uri), userPools(region).uri());
    assertEquals(
        URI.create(uri.replace("cognito-idp", "cognito-identity")), identityPools(region).uri());
  }

  @Test
  void knowsWhatTheServicesAreCalled() {
    assertEquals("AWSCognitoIdentityProviderService", userPools("eu-west-1").targetPrefix());
    assertEquals("cognito-idp", userPools("eu-west-1").signingName());
    assertEquals("AWSCognitoIdentityService", identityPools("eu-west-1").targetPrefix());
    assertEquals("cognito-identity", identityPools("eu-west-1").signingName());
    assertEquals(AwsRegion.of("eu-west-1"), userPools("eu-west-1").atPlainHttp(EMULATOR).region());
  }

  @Test
  void findsValidatedCryptography() {
    assertEquals(
        URI.create("https://cognito-idp-fips.us-east-2.amazonaws.com/"),
        userPools("us-east-2").fips().uri());
    assertEquals(
        URI.create("https://cognito-identity-fips.us-gov-west-1.amazonaws.com/"),
        identityPools("us-gov-west-1").fips().uri());
  }

  @Test // such a name would not resolve, and look like an outage
  void refusesFipsWhereThereIsNone() {
    assertEquals(
        "fips: eu-west-1 (expected: us-east-1, us-east-2, us-west-1, us-west-2 or us-gov-west-1)",
        assertThrows(IllegalArgumentException.class, () -> userPools("eu-west-1").fips())
            .getMessage());
  }

  @Test
  void findsHostsThatSpeakIpV6() {
    assertEquals(userPools("eu-west-1").uri(), userPools("eu-west-1").dualStack().uri());
    assertEquals(
        URI.create("https://cognito-idp.us-gov-west-1.api.aws/"),
        userPools("us-gov-west-1").dualStack().uri());
    assertEquals(
        URI.create("https://cognito-idp-fips.us-gov-west-1.api.aws/"),
        userPools("us-gov-west-1").dualStack().fips().uri());
    assertThrows(IllegalArgumentException.class, () -> userPools("us-iso-east-1").dualStack());
  }

  @Test
  void goesWhereItIsTold() {
    assertEquals(GATEWAY, userPools("eu-west-1").at(GATEWAY).uri());
    assertEquals(
        URI.create("https://gateway.example/"),
        userPools("eu-west-1").at(URI.create("https://gateway.example")).uri());
    assertEquals(
        URI.create("http://127.0.0.1:9229/"), userPools("local").atPlainHttp(EMULATOR).uri());
    assertEquals(
        "ServiceEndpoint(http://127.0.0.1:9229/)",
        userPools("local").atPlainHttp(EMULATOR).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9229",
        "ftp://gateway.example",
        "//gateway.example",
        "https:gateway",
        "https://user:secret@gateway.example/",
        "https://gateway.example/?key=secret",
        "https://gateway.example/#secret"
      })
  void refusesAPlaceThatIsNotHttpsAlone(String place) {
    String complaint =
        assertThrows(
                IllegalArgumentException.class, () -> userPools("eu-west-1").at(URI.create(place)))
            .getMessage();

    assertTrue(!complaint.contains("secret"), complaint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:9229",
        "http://cognito.example",
        "http://192.168.0.1:9229",
        "http://localhost.example:9229",
        "http://user@localhost/",
        "http://localhost/?a=b"
      })
  void refusesPlainHttpThatLeavesThisMachine(String place) {
    assertThrows(
        IllegalArgumentException.class, () -> userPools("local").atPlainHttp(URI.create(place)));
  }

  @Test
  void isEitherAwsOrAPlaceOfItsOwn() {
    assertThrows(IllegalArgumentException.class, () -> userPools("us-east-1").fips().at(GATEWAY));
    assertThrows(IllegalArgumentException.class, () -> userPools("us-east-1").at(GATEWAY).fips());
    assertThrows(
        IllegalArgumentException.class, () -> userPools("us-east-1").fips().atPlainHttp(EMULATOR));
    assertThrows(
        IllegalArgumentException.class, () -> userPools("us-east-1").at(GATEWAY).dualStack());
  }
}
