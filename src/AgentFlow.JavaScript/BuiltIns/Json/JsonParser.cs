using System.Buffers;
using System.Globalization;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Json;

/// <summary>Reads JSON text into objects. Open containers lie on a stack of our own, so nesting costs memory, which is charged, and no depth of calls.</summary>
internal sealed class JsonParser
{
    private static readonly SearchValues<char> StringEnds =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (char)i), '"', '\\']);

    private readonly Vm _vm;
    private readonly string _text;
    private readonly JsArray _root;
    private readonly Stack<Open> _open = new();
    private readonly Dictionary<string, PropertyKey>.AlternateLookup<ReadOnlySpan<char>> _keys =
        new Dictionary<string, PropertyKey>().GetAlternateLookup<ReadOnlySpan<char>>();

    // How many properties the last object of each of the outer levels had: objects of a list tend to be alike, and room made at once is made once.
    private readonly int[] _counts = new int[8];

    private int _at;
    private JsArray? _array;
    private JsObject? _object;
    private PropertyKey _key;

    private JsonParser(Vm vm, string text, JsArray root)
    {
        _vm = vm;
        _text = text;
        _root = root;
    }

    /// <summary>The value of a text. Throws a SyntaxError that says where it is wrong.</summary>
    public static Value Parse(Vm vm, string text)
    {
        vm.Charge(text.Length / 8);

        // What is being built hangs on an array that the census sees.
        var root = vm.NewArray();
        using var hold = vm.Hold(root);
        return new JsonParser(vm, text, root).Run();
    }

    /// <summary>A container whose end has not been seen, and in an object the key that its inner one will get.</summary>
    private readonly record struct Open(JsArray? Array, JsObject? Object, PropertyKey Key);

    private Value Run()
    {
        _array = _root;
        while (true)
        {
            SkipSpace();
            var c = Peek();
            if (c == '{')
            {
                _at++;
                Enter(null, _vm.NewObject());
                SkipSpace();
                if (Peek() != '}')
                {
                    ReadKey();
                    continue;
                }
            }
            else if (c == '[')
            {
                _at++;
                Enter(_vm.NewArray(), null);
                SkipSpace();
                if (Peek() != ']')
                    continue;
            }
            else
            {
                Add(Scalar(c));
            }

            if (!CloseAll())
                continue;
            SkipSpace();
            return _at == _text.Length ? _root.Dense[0] : throw Unexpected();
        }
    }

    /// <summary>Reads what follows a value: closing brackets, then a comma. True at the end of the outermost value.</summary>
    private bool CloseAll()
    {
        while (_open.Count > 0)
        {
            SkipSpace();
            var c = Peek();
            if (c == ',')
            {
                _at++;
                if (_object is null)
                    return false;
                SkipSpace();
                ReadKey();
                return false;
            }

            if (c != (_object is null ? ']' : '}'))
                throw Unexpected();
            _at++;
            if (_object is not null && _open.Count < _counts.Length)
                _counts[_open.Count] = _object.Shape.Count;
            (_array, _object, _key) = _open.Pop();
        }

        return true;
    }

    private void Enter(JsArray? array, JsObject? obj)
    {
        _vm.Charge(1);
        Add(array is null ? obj! : array);
        _vm.Allocate(96);
        _open.Push(new Open(_array, _object, _key));
        (_array, _object) = (array, obj);
        if (obj is not null && _open.Count < _counts.Length && _counts[_open.Count] is > 0 and <= Shape.MaxTreeProperties)
            obj.Reserve(_vm, _counts[_open.Count]);
    }

    private void Add(Value value)
    {
        _vm.Charge(1);
        if (_object is null)
            _array!.Append(_vm, value);
        else
            _object.Put(_vm, _key, value);
    }

    private void ReadKey()
    {
        if (Peek() != '"')
            throw Unexpected();
        var start = ++_at;
        var length = _text.AsSpan(start).IndexOfAny(StringEnds);
        if (length < 0 || _text[start + length] != '"')
        {
            _key = PropertyKey.From(StringBody());
        }
        else
        {
            _at = start + length + 1;
            var name = _text.AsSpan(start, length);
            if (!_keys.TryGetValue(name, out _key))
            {
                _vm.Allocate(100 + JsString.TextBytes(length));
                _key = PropertyKey.From(name.ToString());
                _keys[name] = _key;
            }
        }

        SkipSpace();
        if (Peek() != ':')
            throw Unexpected();
        _at++;
    }

    private Value Scalar(char c)
    {
        switch (c)
        {
            case '"':
                _at++;
                var text = StringBody();
                return text.Length <= 1 ? JsString.Of(text) : new Value(JsString.Of(text));
            case '-' or (>= '0' and <= '9'):
                return Number();
            case 't':
                Word("true");
                return Value.True;
            case 'f':
                Word("false");
                return Value.False;
            case 'n':
                Word("null");
                return Value.Null;
            default:
                throw Unexpected();
        }
    }

    private void Word(string word)
    {
        foreach (var c in word)
        {
            if (Peek() != c)
                throw Unexpected();
            _at++;
        }
    }

    private Value Number()
    {
        var start = _at;
        if (Peek() == '-')
            _at++;
        var first = _at;
        Digits();
        if (_text[first] == '0' && _at > first + 1)
        {
            _at = first + 1;
            throw Unexpected();
        }

        var whole = true;
        if (Peek() == '.')
        {
            _at++;
            Digits();
            whole = false;
        }

        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-')
                _at++;
            Digits();
            whole = false;
        }

        if (whole && _at - first <= 15)
        {
            long value = 0;
            for (var i = first; i < _at; i++)
                value = (value * 10) + _text[i] - '0';
            return start == first ? value : -(double)value;
        }

        return Conversion.NumberParser.Parse(_text.AsSpan(start, _at - start));
    }

    private void Digits()
    {
        if (!char.IsAsciiDigit(Peek()))
            throw Unexpected();
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
    }

    /// <summary>The rest of a string whose opening quote has been read.</summary>
    private string StringBody()
    {
        var start = _at;
        var length = _text.AsSpan(start).IndexOfAny(StringEnds);
        if (length >= 0 && _text[start + length] == '"')
        {
            _at = start + length + 1;
            _vm.Allocate(JsString.HeaderBytes + JsString.TextBytes(length));
            return length == 0 ? "" : _text.Substring(start, length);
        }

        var result = new TextBuilder(_vm);
        while (true)
        {
            length = _text.AsSpan(_at).IndexOfAny(StringEnds);
            if (length < 0)
            {
                _at = _text.Length;
                throw _vm.SyntaxError($"Unterminated string in JSON that begins at position {start - 1}.");
            }

            result.Append(_text.AsSpan(_at, length));
            _at += length;
            var c = _text[_at];
            if (c == '"')
            {
                _at++;
                _vm.Allocate(JsString.HeaderBytes + JsString.TextBytes(result.Length));
                return result.ToString();
            }

            if (c != '\\')
                throw _vm.SyntaxError($"Bad control character in string literal in JSON at position {_at}: write it as an escape such as \\n.");
            _at++;
            result.Append(Escape());
        }
    }

    private char Escape()
    {
        var c = Peek();
        if (c != 'u')
        {
            var at = "\"\\/bfnrt".IndexOf(c, StringComparison.Ordinal);
            if (at < 0 || _at >= _text.Length)
                throw _vm.SyntaxError($"Bad escaped character in JSON at position {_at}.");
            _at++;
            return "\"\\/\b\f\n\r\t"[at];
        }

        _at++;
        if (_at + 4 > _text.Length || !ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            throw _vm.SyntaxError($"Bad Unicode escape in JSON at position {_at}.");
        _at += 4;
        return (char)unit;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\r' or '\t')
            _at++;
    }

    private ScriptThrow Unexpected()
    {
        if (_at >= _text.Length)
            return _vm.SyntaxError("Unexpected end of JSON input.");
        var line = 1 + _text.AsSpan(0, _at).Count('\n');
        var column = _at - _text.AsSpan(0, _at).LastIndexOf('\n');
        var from = Math.Max(0, _at - 10);
        var near = _text.AsSpan(from, Math.Min(_text.Length, _at + 20) - from).ToString().ReplaceLineEndings(" ");
        return _vm.SyntaxError($"Unexpected token '{_text[_at]}' in JSON at position {_at} (line {line} column {column}), near \"{near}\".");
    }
}
