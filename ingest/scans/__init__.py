"""Scans: the text of pictures of pages, recognised by Tesseract through OCRmyPDF."""
