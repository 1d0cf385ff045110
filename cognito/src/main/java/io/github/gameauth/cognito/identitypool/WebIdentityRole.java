// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.upstream.HttpAnswer;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.upstream.UpstreamException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A role of IAM that identities may take: the second half of the basic flow. Asks AWS's security
 * token service (STS), which wants no signature for this. Prefer the enhanced flow, where the pool
 * picks the role, unless you need one that the pool does not know.
 *
 * <p>Immutable and safe to share. Each call is tried once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AssumeRoleWithWebIdentity</a>
 */
public final class WebIdentityRole {
  private static final Duration MIN_LIFE = Duration.ofMinutes(15);
  private static final Duration MAX_LIFE = Duration.ofHours(12);
  private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");

  private final JsonHttp http;
  private final URI endpoint;
  private final String roleArn;
  private final String sessionName;
  private final Duration life;

  private WebIdentityRole(
      JsonHttp http, URI endpoint, String roleArn, String sessionName, Duration life) {
    this.http = http;
    this.endpoint = endpoint;
    this.roleArn = roleArn;
    this.sessionName = sessionName;
    this.life = life;
  }

  /**
   * A role, for an hour at a time, under the session name {@code player}.
   *
   * @param region where STS is asked
   * @param roleArn the role's ARN
   */
  public static WebIdentityRole of(JsonHttp http, AwsRegion region, String roleArn) {
    URI endpoint = URI.create("https://sts." + region + "." + region.suffix() + "/");
    return new WebIdentityRole(
        http, endpoint, RoleArn.checked(roleArn), "player", Duration.ofHours(1));
  }

  /**
   * The same role, asked for elsewhere.
   *
   * @param endpoint https, or http on loopback
   * @throws IllegalArgumentException if it is anything else
   */
  public WebIdentityRole at(URI endpoint) {
    return new WebIdentityRole(http, JsonHttp.requireAskable(endpoint), roleArn, sessionName, life);
  }

  /**
   * The same role under another session name, which AWS's logs will show.
   *
   * @param sessionName 2 to 64 letters, digits and {@code _+=,.@-}
   * @throws IllegalArgumentException if it is anything else
   */
  public WebIdentityRole sessionName(String sessionName) {
    if (!SESSION_NAME.matcher(sessionName).matches()) {
      throw new IllegalArgumentException(
          "sessionName: "
              + sessionName.length()
              + " characters (expected: 2 to 64 letters, digits and _+=,.@-)");
    }
    return new WebIdentityRole(http, endpoint, roleArn, sessionName, life);
  }

  /**
   * The same role for another while.
   *
   * @param life 15 minutes to 12 hours, and no longer than the role allows
   * @throws IllegalArgumentException if it is anything else
   */
  public WebIdentityRole life(Duration life) {
    if (life.compareTo(MIN_LIFE) < 0 || life.compareTo(MAX_LIFE) > 0) {
      throw new IllegalArgumentException(
          "life: " + life + " (expected: " + MIN_LIFE + " to " + MAX_LIFE + ")");
    }
    return new WebIdentityRole(http, endpoint, roleArn, sessionName, life);
  }

  /** Credentials in this role, for whom the token is about. */
  public CognitoAnswer<PlayerCredentials> assumedBy(OpenIdToken token) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", "AssumeRoleWithWebIdentity");
    form.put("Version", "2011-06-15");
    form.put("RoleArn", roleArn);
    form.put("RoleSessionName", sessionName);
    form.put("WebIdentityToken", token.token().reveal());
    form.put("DurationSeconds", Long.toString(life.toSeconds()));
    try {
      HttpAnswer answer =
          http.post(
              endpoint,
              "application/x-www-form-urlencoded",
              encoded(form),
              Map.of("Accept", "text/xml"));
      return StsAnswer.read(answer, token.identity());
    } catch (UpstreamException e) {
      return new Undecided<>(Cause.OUTAGE, Sense.LATER);
    }
  }

  private static byte[] encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(UTF_8);
  }

  /** The role and where it is asked for. */
  @Override
  public String toString() {
    return "WebIdentityRole(" + roleArn + ", " + endpoint + ")";
  }
}
