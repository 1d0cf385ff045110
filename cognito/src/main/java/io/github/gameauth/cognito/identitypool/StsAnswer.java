// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.CognitoAnswer.Done;
import io.github.gameauth.cognito.service.CognitoAnswer.Refused;
import io.github.gameauth.cognito.service.CognitoAnswer.Undecided;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.wire.Sense;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.upstream.HttpAnswer;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads what STS answers, which is XML. */
final class StsAnswer {
  private static final Set<String> THROTTLES =
      Set.of("Throttling", "ThrottlingException", "RequestLimitExceeded");
  // The provider of the token's keys did not answer STS.
  private static final Set<String> OUTAGES =
      Set.of("IDPCommunicationError", "InternalFailure", "ServiceUnavailable");

  private static final Map<String, RefusalReason> REASONS =
      Map.of(
          "ExpiredTokenException", RefusalReason.LOGIN_TOKEN_EXPIRED,
          "InvalidIdentityToken", RefusalReason.INVALID_REQUEST,
          "ValidationError", RefusalReason.INVALID_REQUEST,
          "IDPRejectedClaim", RefusalReason.FORBIDDEN,
          "AccessDenied", RefusalReason.FORBIDDEN,
          "RegionDisabledException", RefusalReason.UNSUPPORTED);

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,99}");
  private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,128}");
  private static final int MAX_ELEMENTS = 200;

  private StsAnswer() {}

  static CognitoAnswer<PlayerCredentials> read(HttpAnswer answer, IdentityId identity) {
    Map<String, String> texts = texts(answer.body());
    if (answer.status() >= 200 && answer.status() < 300) {
      Optional<PlayerCredentials> credentials = credentials(texts, identity);
      return credentials.isPresent()
          ? new Done<>(credentials.get())
          : new Undecided<>(Cause.OUTAGE, Sense.LATER);
    }
    String code = Optional.ofNullable(texts.get("Code")).orElse("");
    String type = NAME.matcher(code).matches() ? code : "";
    if (THROTTLES.contains(type) || (type.isEmpty() && answer.status() == 429)) {
      return new Undecided<>(Cause.THROTTLED, answer.retryAfter().orElse(Sense.LATER));
    }
    if (OUTAGES.contains(type)
        || (!REASONS.containsKey(type) && (answer.status() >= 500 || answer.status() == 408))) {
      return new Undecided<>(Cause.OUTAGE, answer.retryAfter().orElse(Sense.LATER));
    }
    RefusalReason unknown = answer.status() == 403 ? RefusalReason.FORBIDDEN : RefusalReason.OTHER;
    return new Refused<>(
        new Refusal(
            REASONS.getOrDefault(type, unknown),
            type,
            Optional.ofNullable(texts.get("RequestId"))
                .filter(id -> REQUEST_ID.matcher(id).matches()),
            Optional.empty()));
  }

  private static Optional<PlayerCredentials> credentials(
      Map<String, String> texts, IdentityId identity) {
    @Nullable String accessKeyId = texts.get("AccessKeyId");
    @Nullable String secretKey = texts.get("SecretAccessKey");
    @Nullable String sessionToken = texts.get("SessionToken");
    @Nullable String expiration = texts.get("Expiration");
    if (accessKeyId == null || secretKey == null || sessionToken == null || expiration == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PlayerCredentials(
              identity,
              accessKeyId,
              Secret.of(secretKey),
              Secret.of(sessionToken),
              Instant.parse(expiration)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * The first text of each element by its name, which is enough: no name means two things here.
   * Empty if it is no XML.
   */
  private static Map<String, String> texts(byte[] body) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    Map<String, String> texts = new HashMap<>();
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
      String element = "";
      int elements = 0;
      while (reader.hasNext() && elements <= MAX_ELEMENTS) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          return Map.of();
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          element = reader.getLocalName();
          elements++;
        } else if (event == XMLStreamConstants.CHARACTERS && !element.isEmpty()) {
          String text = reader.getText().trim();
          if (!text.isEmpty()) {
            texts.putIfAbsent(element, text);
          }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          element = "";
        }
      }
      return texts;
    } catch (XMLStreamException e) {
      return Map.of();
    }
  }
}
