// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Just enough of the Security Token Service for the basic flow: {@code AssumeRoleWithWebIdentity}
 * of its query protocol.
 */
final class StsStandIn implements HttpHandler {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final int MOST_BYTES = 65_536;

  private final IdentityState state;
  private final OpenIdTokens tokens;

  StsStandIn(IdentityState state, OpenIdTokens tokens) {
    this.state = state;
    this.tokens = tokens;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
      String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
      Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
      int status = 400;
      String answer;
      if (!exchange.getRequestMethod().equals("POST")
          || !type.startsWith("application/x-www-form-urlencoded")
          || !"AssumeRoleWithWebIdentity".equals(form.get("Action"))
          || !"2011-06-15".equals(form.get("Version"))) {
        answer = error("InvalidAction", "Could not find the operation.");
      } else if (!form.getOrDefault("RoleArn", "").matches("arn:[\\w-]+:iam::[0-9]{12}:role/.+")
          || !form.getOrDefault("RoleSessionName", "").matches("[\\w+=,.@-]{2,64}")) {
        answer = error("ValidationError", "RoleArn or RoleSessionName is invalid.");
      } else {
        Optional<String> credentials = credentials(form);
        status = credentials.isPresent() ? 200 : 400;
        answer =
            credentials.orElseGet(
                () -> error("InvalidIdentityToken", "The token could not be validated."));
      }
      AwsJsonServer.send(exchange, status, "text/xml", SrpNumbers.utf8(answer));
    }
  }

  private Optional<String> credentials(Map<String, String> form) {
    synchronized (state) {
      Optional<ObjectNode> claims = tokens.valid(form.getOrDefault("WebIdentityToken", ""));
      if (claims.isEmpty()) {
        return Optional.empty();
      }
      TemporaryCredentials made = TemporaryCredentials.made(state.random, state.now());
      String arn =
          form.get("RoleArn").replace(":iam:", ":sts:").replace(":role/", ":assumed-role/");
      return Optional.of(
          "<AssumeRoleWithWebIdentityResponse xmlns=\""
              + NAMESPACE
              + "\"><AssumeRoleWithWebIdentityResult>"
              + element("SubjectFromWebIdentityToken", claims.get().path("sub").asText())
              + element("Audience", claims.get().path("aud").asText())
              + "<AssumedRoleUser>"
              + element("Arn", arn + "/" + form.get("RoleSessionName"))
              + element("AssumedRoleId", "AROATEST:" + form.get("RoleSessionName"))
              + "</AssumedRoleUser><Credentials>"
              + element("AccessKeyId", made.accessKeyId())
              + element("SecretAccessKey", made.secretKey())
              + element("SessionToken", made.sessionToken())
              + element("Expiration", made.expiration().toString())
              + "</Credentials>"
              + element("Provider", OpenIdTokens.PROVIDER)
              + "</AssumeRoleWithWebIdentityResult>"
              + metadata()
              + "</AssumeRoleWithWebIdentityResponse>");
    }
  }

  private static String error(String code, String message) {
    return "<ErrorResponse xmlns=\""
        + NAMESPACE
        + "\"><Error><Type>Sender</Type>"
        + element("Code", code)
        + element("Message", message)
        + "</Error>"
        + element("RequestId", UUID.randomUUID().toString())
        + "</ErrorResponse>";
  }

  private static String metadata() {
    return "<ResponseMetadata>"
        + element("RequestId", UUID.randomUUID().toString())
        + "</ResponseMetadata>";
  }

  private static String element(String name, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    return "<" + name + ">" + escaped + "</" + name + ">";
  }

  private static Map<String, String> form(String body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }
}
