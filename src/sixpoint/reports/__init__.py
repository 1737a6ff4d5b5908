"""The report as a document, and its renderings: HTML, PDF, news release, summary, open data.

Takes a report put together from safe values and people's words; gives pages that anybody can
read, on paper, on a phone or by ear; refuses to load anything from outside the page.
"""
