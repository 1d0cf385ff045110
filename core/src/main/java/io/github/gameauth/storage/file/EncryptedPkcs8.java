// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.file;

import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Opens password-protected PKCS#8 (RFC 5958 §3) by the schemes that the platform knows. */
final class EncryptedPkcs8 {
  private static final String PBES2_OID = "1.2.840.113549.1.5.13";

  private EncryptedPkcs8() {}

  static byte[] decrypt(Path file, byte[] encrypted, Secret password) {
    PBEKeySpec spec = new PBEKeySpec(password.reveal().toCharArray());
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
      String scheme = scheme(info);
      SecretKey key = SecretKeyFactory.getInstance(scheme).generateSecret(spec);
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
      return info.getKeySpec(cipher).getEncoded();
    } catch (IOException e) {
      throw PemKeys.refused(file, "damaged", "encrypted PKCS#8");
    } catch (NoSuchAlgorithmException e) {
      throw PemKeys.refused(file, "encrypted in an unknown way", "PBES2 with HMAC-SHA-2 and AES");
    } catch (GeneralSecurityException e) {
      // The causes tell how the padding was wrong, which helps nobody who holds the password.
      throw PemKeys.refused(file, "could not be decrypted", "its password");
    } finally {
      spec.clearPassword();
    }
  }

  /** For PBES2 the parameters alone know the scheme's name, and tell it as their text. */
  private static String scheme(EncryptedPrivateKeyInfo info) {
    AlgorithmParameters parameters = info.getAlgParameters();
    String name = info.getAlgName();
    return parameters != null && (name.equals("PBES2") || name.equals(PBES2_OID))
        ? parameters.toString()
        : name;
  }
}
