// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import java.util.regex.Pattern;

/** Names of roles in IAM. */
final class RoleArn {
  private static final int MAX_LENGTH = 2048;
  private static final Pattern FORM = Pattern.compile("arn:[a-z0-9-]+:iam::[0-9]{12}:role/[!-~]+");

  private RoleArn() {}

  static String checked(String arn) {
    if (arn.length() > MAX_LENGTH || !FORM.matcher(arn).matches()) {
      throw new IllegalArgumentException(
          "roleArn: "
              + arn.length()
              + " characters (expected: arn:aws:iam::123456789012:role/name)");
    }
    return arn;
  }
}
