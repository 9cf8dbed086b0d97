"""Texts for cells that must appear unchanged although some program on the way could interpret them."""

MARKDOWN = [
    "*stars* _lines_ `code` ~~gone~~ # heading",
    "# A heading",
    "- a list\n- of two",
    "1. first\n2. second",
    "> quoted",
    "---",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "[read](https://evil.example) ![x](https://evil.example/p.png) https://evil.example/raw",
    "[a]: https://evil.example\n[a]",
    "<https://evil.example> someone@evil.example www.evil.example",
    "costs $5m and $6m",
    "$$\\frac{1}{2}$$ \\(x\\) \\[y\\]",
    ":smile: :+1: :material/home: :streamlit:",
    ":red[text] :blue-background[x] :small[y] :green-badge[z]",
    "a  b   c\n    four spaces\ttab",
    "back\\slash \\* \\_ \\# `",
    "^[note] [^1] ==marked== H~2~O ++in++ -> <- => (c) (tm) ... --",
]
HTML = [
    "<script>window.ran = 1</script>",
    "\"><img src=x onerror='window.ran = 1'>",
    "<svg onload='window.ran = 1'><a href='javascript:window.ran=1'>x</a></svg>",
    "<iframe src='https://evil.example'></iframe><object data='https://evil.example'></object>",
    "</td></tr></table></div><h1>outside</h1>",
    "</style><style>body { display: none }</style>",
    "<!-- a comment --> <![CDATA[ data ]]> <?xml version='1.0'?>",
    "<b>bold</b> <br> <p> <unknown-tag attribute>",
    "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example'>",
    "&lt;b&gt; &amp; &nbsp; &#60; &#x3c; &copy; &notanentity; &",
    "' onmouseover='window.ran = 1' x='",
    '" onfocus="window.ran = 1" autofocus="',
    "<img srcset='https://evil.example/p.png 1x' style='background:url(https://evil.example/q.png)'>",
    "<form action='https://evil.example'><input name=q></form>",
    "javascript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "vbscript:window.ran=1 file:///etc/passwd //evil.example \\\\evil.example\\share",
]
CODE = [
    "{{ contact }} {{ 7 * 7 }} {} {0} %s %(a)s ${7*7} #{7*7} <%= 7 %>",
    "'; DROP TABLE action; --",
    "' OR '1'='1",
    '" UNION SELECT * FROM duckdb_settings() --',
    "$as_of $1 ? :name @name",
    "../../../../etc/passwd C:\\Windows\\win.ini",
    "%3Cscript%3E %00 %2e%2e/ +a+b",
    "null None NaN true undefined",
    "-1+1",
    '=HYPERLINK("https://evil.example","x")',
    "+SUM(1;2)",
    "@SUM(A1:A2)",
    "\uff1d1+1 \uff0b1 \uff201",
    "\u2019quoted\u2018 \u201ctwice\u201d \u00abguillemets\u00bb \u2013 \u2014 \u2026",
]
LETTERS = [
    "\u202edesrever\u202c and \u200fright to left\u200f",
    "\u2066isolated\u2069 \u2067and\u2069 \u2068first\u2069",
    "\u05e9\u05dc\u05d5\u05dd abc \u0645\u0631\u062d\u0628\u0627 123",
    "zero\u200bwidth\u200cnon\u200djoin\u2060er\ufeffmark so\u00adft",
    "Cafe\u0301 Z\u0351\u036b\u0343\u036a\u0302a\u0334\u0321lgo n\u0303",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f 1\ufe0f\u20e3",
    "\ufb01ne \u210c \u2460 \u33a5 \ufdfa \u1e9e \u0130 \u0131",
    "next\u0085line \u2028line\u2029paragraph list",
    "Donaudampfschifffahrt" * 20,
    "first\nsecond\n\nfourth",
]  # fmt: skip
# What the writers of documents could interpret, and what no document may hold at all.
FORMATS = [
    '#eval("1+1") #let x = 1 #x <label> @label $x^2$ *b* _i_ `r` \\ // gone /* gone */ ~ --- "quoted"',
    '#image("/etc/passwd") #read("/etc/passwd") #link("https://evil.example")[x] #pagebreak()',
    "\\a \\n \\newpage \\input{/etc/passwd} {\\rtf1 x} \\par",
    "{{ ''.__class__.__mro__ }} {% for a in b %} {%p if x %} {%tr for a in b %} {# gone #} {{r x }}",
    "<w:p><w:r><w:t>inside</w:t></w:r></w:p> ]]> <w:br/> &#x0; MERGEFIELD { PAGE } HYPERLINK \\l",
    "bell \x07 null \x00 escape \x1b[31m delete \x7f tab\tline\r\nline",
    "\ufffe\uffff \ufdd0 \ufff9note\ufffb",
    "\u65e5\u672c\u8a9e \U0001f600 \u0939\u093f\u0928\u094d\u0926\u0940 \u0175 \u0177 \u2264 \u2192 \u2713",
    "W" * 3_400,
    "word " * 700,
]
TEXTS = [*MARKDOWN, *HTML, *CODE, *LETTERS]
# One of each kind, short enough for an address: for names and references.
SIGNS = " / ".join([HTML[0], HTML[1], MARKDOWN[7], MARKDOWN[10], MARKDOWN[12], CODE[0], CODE[1], LETTERS[0], HTML[9]])
ALL = " / ".join(TEXTS)
