// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.util.Map;
import java.util.regex.Pattern;

/** What the service's model says of a field's length and characters, by the field's name. */
final class Limits {
  private record Limit(int least, int most, Pattern form) {}

  private static final String NAME = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+";
  private static final String ANY = "(?s).*";
  private static final String TOKEN = "[A-Za-z0-9-_=.]+";
  private static final Map<String, Limit> KNOWN =
      Map.ofEntries(
          limit("ClientId", 1, 128, "[\\w+]+"),
          limit("ClientSecret", 24, 64, "[\\w+]+"),
          limit("SecretHash", 1, 128, "[\\w+=/]+"),
          limit("Username", 1, 128, NAME),
          limit("Password", 0, 256, ANY),
          limit("PreviousPassword", 0, 256, ANY),
          limit("ProposedPassword", 0, 256, ANY),
          limit("Session", 20, 2048, ANY),
          limit("AccessToken", 1, 10_000, TOKEN),
          limit("RefreshToken", 1, 10_000, TOKEN),
          limit("Token", 1, 50_000, TOKEN),
          limit("ConfirmationCode", 1, 2048, "\\S+"),
          limit("Code", 1, 2048, "\\S+"),
          limit("UserCode", 6, 6, "[0-9]+"),
          limit("DeviceKey", 1, 55, "[\\w-]+_[0-9a-f-]+"),
          limit("DeviceName", 1, 1024, ANY),
          limit("FriendlyDeviceName", 0, 256, ANY),
          limit("AttributeName", 1, 32, NAME),
          limit("Name", 1, 32, NAME),
          limit("Value", 0, 2048, ANY),
          limit("IdentityPoolId", 1, 55, "[\\w-]+:[0-9a-f-]+"),
          limit("IdentityId", 1, 55, "[\\w-]+:[0-9a-f-]+"));

  private Limits() {}

  private static Map.Entry<String, Limit> limit(String name, int least, int most, String form) {
    int flags = form.contains("\\p") ? Pattern.UNICODE_CHARACTER_CLASS : 0;
    return Map.entry(name, new Limit(least, most, Pattern.compile(form, flags)));
  }

  /** Complains of a value that the model forbids; the value itself is not repeated. */
  static void check(String name, String value) {
    Limit limit = KNOWN.get(name);
    if (limit == null) {
      return;
    }
    int length = value.codePointCount(0, value.length());
    if (length < limit.least || length > limit.most) {
      throw refused(
          name,
          length < limit.least
              ? "Member must have length greater than or equal to " + limit.least
              : "Member must have length less than or equal to " + limit.most);
    }
    if (!limit.form.matcher(value).matches()) {
      throw refused(name, "Member must satisfy regular expression pattern: " + limit.form);
    }
  }

  static ServiceError refused(String name, String constraint) {
    String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return ServiceError.invalidParameter(
        "1 validation error detected: Value at '"
            + member
            + "' failed to satisfy constraint: "
            + constraint);
  }
}
