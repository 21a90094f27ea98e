"""What a model, a server or a problem file might write to harm a report or its reader."""

from __future__ import annotations

MARKUP = [
    "<script>alert(1)</script>",
    "</style></title></pre></code></math></svg><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<svg onload=alert(1)><style>*{display:none}</style>",
    "<!-- --><![CDATA[ ]]> ]]> <?xml ?>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "[click](javascript:alert(1)) ![x](http://remote.example/x.png) <http://remote.example>",
    "[ref]: http://remote.example/x\n\n[ref] and https://remote.example/auto",
    "{{ 7 * 7 }} {% raw %} {{ self.__init__.__globals__ }}",
    "&lt;script&gt; &#60;script&#62; &#x202e; &nbsp;",
    "`<b>` ```html\n<script>alert(1)</script>\n``` ``<i>``",
    "| a | <b>b</b> |\n|---|---|\n| $x|y$ | `|` |",
]
MATHS = [
    r"$\href{javascript:alert(1)}{x}$ $\url{javascript:alert(1)}$",
    r"$\style{position:fixed;inset:0;background:url(http://remote.example)}{x}$",
    r"$\class{final}{x}$ $\cssId{top}{x}$ $\html{<script>}$ $\unicode{60}$",
    r"$\text{</math><script>alert(1)</script>}$ $\operatorname{<img src=x onerror=alert(1)>}$",
    r"$$x \tag{<script>alert(1)</script>}$$ $$y \label{\"><script>}$$ $\eqref{\" onclick=\"x}$",
    r"$\color{red;background:url(http://remote.example)}{x}$ $\textcolor{red}{x}$",
    r"\begin{array}{c@{<script>}c|} a & b \end{array}",
    r"$\hspace{99999999em} x \hspace{-9999em} \rule{9999em}{9999em}$",
    r"$\def\a{\a\a}\a$ $\newcommand{\b}[1]{\b{#1#1}}\b{x}$ $\let\x\y\x$",
    r"$\require{html} \input{/etc/passwd} \catcode`\<=1$",
    "$x\x00y$ $\ud800$ $\u202e$ $\ufffe$",
    r"$a<b$ $a>b$ $a&b$ $\"'$",
]
UNICODE = [
    "null\x00byte bell\x07 escape\x1b[31m",
    "lone \ud800 surrogates \udfff",
    "right\u202eto\u2066left\u2069 marks \u200f and a \ufeffBOM",
    "placeholders \ue0000\ue001 \ue0009999\ue001 \ue000",
    "separators \u2028 \u2029 \x85 \x0b \x0c",
]
MARKDOWN = [
    "~~~\n# heading\n```\n````\n`````\n# another",
    "# heading\n\n---\n\n## Accounts\n\n```",
    "````````````````\n<!--\n-->",
]

ALL = [*MARKUP, *MATHS, *UNICODE, *MARKDOWN]


def repetitive(size: int) -> dict[str, str]:
    """Texts of about `size` characters that drive naive parsers into recursion or long searches."""
    return {
        "braces in a formula": "$" + "{" * (size // 2) + "}" * (size // 2) + "$",
        "fractions in fractions": "$" + r"\frac{1}{" * (size // 10) + "}" * (size // 10) + "$",
        "roots of roots": "$" + r"\sqrt" * (size // 5) + " x$",
        "lefts": "$" + r"\left(" * (size // 6) + "$",
        "matrices in matrices": "$" + r"\begin{matrix}" * (size // 14) + "$",
        "primes": "$x" + "'" * size + "$",
        "dollars": "$" * size,
        "dollars and braces": "${" * (size // 2),
        "double dollars": "$$a" * (size // 3),
        "brackets": r"\[" * (size // 2),
        "parentheses": r"\(" * (size // 2),
        "environments": r"\begin{align}" * (size // 13),
        "parentheses in text": r"\[\text{" + r"\(" * (size // 2) + r"}\]",
        "row ends": "$" + r"\\[1" * (size // 4) + "$",
        "percent signs": "$" + "\\" * size + "%$",
        "stacks": "$" + r"\substack{" * (size // 10) + "$",
        "emphasis": r"\emph{" * (size // 6),
        "lists": r"\begin{itemize}\item a" * (size // 22),
        "bare commands": r"\alpha_" * (size // 7),
        "nested bare commands": r"\a{" * (size // 3),
        "stars": "a**b" * (size // 4),
        "mixed stars": "*a_ " * (size // 4),
        "quotes": ">" * size,
        "ticks": " ".join("`" * n for n in range(int((2 * size) ** 0.5))),
        "list items": "- " * (size // 2),
        "latex quotes": "``" * (size // 2),
        "pipes": "|" * size,
        "wide table": "|" + "a|" * (size // 4) + "\n|" + "-|" * (size // 4) + "\n",
        "backslashes": "\\" * size,
        "square brackets": "[a](" * (size // 4),
        "entities": "&amp;" * (size // 5),
        "blank lines": "\n " * (size // 2) + "$",
        "dashes": "-" * size + "x",
        "accents": "\\'" * (size // 2),
    }
