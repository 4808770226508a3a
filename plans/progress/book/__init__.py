"""Sổ báo cáo: the workbook that goes out filled in, is completed without the portal and handed back."""
