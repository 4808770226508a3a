"""Lớp xác thực thứ hai: a code of one's own phone (TOTP) behind the password, codes on paper for its loss."""
