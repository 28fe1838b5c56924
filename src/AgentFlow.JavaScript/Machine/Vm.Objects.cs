using System.Numerics;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Making objects and reading and writing their properties.</content>
internal sealed partial class Vm
{
    private readonly Dictionary<JsObject, Shape> _sharedRoots = [];
    private Shape? _nullRoot;
    private Shape? _objectShape;
    private Shape? _arrayShape;
    private Shape? _functionShape;

    public JsObject NewObject()
    {
        Allocate(JsObject.Bytes);
        return new JsObject(ObjectShape);
    }

    /// <summary>A plain object under the given prototype (null for none).</summary>
    public JsObject NewObject(JsObject? prototype)
    {
        Allocate(JsObject.Bytes);
        return new JsObject(RootShape(prototype));
    }

    /// <summary>An empty array with room for so many elements.</summary>
    public JsArray NewArray(int capacity = 0)
    {
        Allocate(JsArray.Bytes + (capacity > 0 ? 24 + capacity * 16L : 0));
        var array = new JsArray(ArrayShape);
        if (capacity > 0)
            array.Adopt(new Value[capacity], 0);
        return array;
    }

    public JsArray NewArray(ReadOnlySpan<Value> elements)
    {
        var array = NewArray(elements.Length);
        if (elements.Length > 0)
        {
            Charge(elements.Length);
            elements.CopyTo(array.Dense);
            array.Adopt(array.Dense, elements.Length);
        }
        return array;
    }

    /// <summary>ArrayCreate: an array of a length whose elements do not exist. Throws a RangeError above 2^32-1.</summary>
    public JsArray NewArrayOfLength(long length, JsObject? prototype = null)
    {
        if (length > uint.MaxValue)
            throw RangeError("Invalid array length.");
        Allocate(JsArray.Bytes);
        var array = new JsArray(prototype is null ? ArrayShape : RootShape(prototype));
        array.SetEmptyLength((uint)length);
        return array;
    }

    /// <summary>A string whose length script decided: charged.</summary>
    public JsString NewString(string text)
    {
        Allocate(JsString.HeaderBytes + JsString.TextBytes(text.Length));
        return JsString.Of(text);
    }

    public Value NewBigInt(BigInteger value)
    {
        Allocate(48 + value.GetByteCount());
        return new JsBigInt(value);
    }

    /// <summary>A function over a process-wide entry, with data slots.</summary>
    public NativeFunction NewNative(NativeEntry entry, params ReadOnlySpan<Value> data)
    {
        Allocate(NativeFunction.Bytes + data.Length * 16L);
        return new NativeFunction(FunctionShape, entry, data.ToArray());
    }

    /// <summary>CreateIterResultObject.</summary>
    public Value NewIteratorResult(Value value, bool done)
    {
        _iteratorResultShape ??= ObjectShape.With(this, "value", PropertyFlags.All).With(this, "done", PropertyFlags.All);
        Allocate(JsObject.Bytes + 24 + 32);
        return new JsObject(_iteratorResultShape) { Slots = [value, Value.From(done)] };
    }

    private Shape? _iteratorResultShape;

    public Shape ObjectShape => _objectShape ??= RootShape(Realm[Intrinsic.ObjectPrototype]);

    public Shape ArrayShape => _arrayShape ??= RootShape(Realm[Intrinsic.ArrayPrototype]);

    public Shape FunctionShape => _functionShape ??= RootShape(Realm[Intrinsic.FunctionPrototype]);

    /// <summary>The empty shape of objects with this prototype.</summary>
    public Shape RootShape(JsObject? prototype)
    {
        if (prototype is null)
            return _nullRoot ??= Shape.Root(null);
        if (prototype.IsProxy)
        {
            Allocate(Shape.Bytes);
            return Shape.Root(prototype);
        }
        if (prototype.Shape.IsShared)
        {
            if (!_sharedRoots.TryGetValue(prototype, out var root))
                _sharedRoots[prototype] = root = Shape.Root(prototype);
            return root;
        }
        if (prototype.Shape.ChildRoot is { } known)
            return known;
        // The first child's shape is not kept: most prototypes that are made by the thousand have one child only.
        var again = prototype.IsPrototype;
        MarkAsPrototype(prototype);
        Allocate(Shape.Bytes);
        var fresh = Shape.Root(prototype);
        if (again || prototype.Shape.IsDictionary)
        {
            if (!prototype.Shape.IsDictionary)
                prototype.ToOwnDictionary(this);
            prototype.Shape.ChildRoot = fresh;
        }
        return fresh;
    }

    /// <summary>Notes that an object serves as prototype from now on.</summary>
    internal void MarkAsPrototype(JsObject? prototype)
    {
        if (prototype is null || prototype.IsPrototype)
            return;
        prototype.IsPrototype = true;
        if (prototype.IsProxy)
            return;
        prototype.Materialize(this);
        if (prototype.Sparse is not null || prototype is JsArray { Length: > 0 } or JsPrimitiveObject)
            PrototypesHaveElements = true;
    }

    /// <summary>Get of any value: a primitive's properties come from its prototype. Throws a TypeError for undefined and null.</summary>
    public Value Get(Value target, PropertyKey key)
    {
        if (target.Ref is JsObject obj)
            return obj.Get(this, key, target);
        if (target.IsNullish)
            throw TypeError($"Cannot read properties of {Describe(target)} (reading '{key}').");
        if (target.Ref is JsString text)
        {
            if (key.IsIndex)
                return key.Index < (uint)text.Length ? JsString.Of(text.Flat(this)[(int)key.Index]) : Realm[Intrinsic.StringPrototype].Get(this, key, target);
            if (key.Name == "length")
                return text.Length;
        }
        return PrototypeOfPrimitive(target).Get(this, key, target);
    }

    /// <summary>Get of an object's property.</summary>
    public Value Get(JsObject target, PropertyKey key) => target.Get(this, key, target);

    /// <summary>Set(O, P, V, true): throws a TypeError where the object refuses.</summary>
    public void Set(JsObject target, PropertyKey key, Value value)
    {
        if (!target.Set(this, key, value, target))
            throw RefusedSet(target, key);
    }

    /// <summary>Strict assignment to a property of any value.</summary>
    public void Set(Value target, PropertyKey key, Value value)
    {
        if (target.IsNullish)
            throw TypeError($"Cannot set properties of {Describe(target)} (setting '{key}').");
        var holder = target.Ref as JsObject ?? PrototypeOfPrimitive(target);
        if (!holder.Set(this, key, value, target))
            throw RefusedSet(target, key);
    }

    /// <summary>DeletePropertyOrThrow.</summary>
    public void Delete(JsObject target, PropertyKey key)
    {
        if (!target.Delete(this, key))
            throw TypeError($"Cannot delete property '{key}' of {Describe(target)}.");
    }

    /// <summary>GetMethod: null where the property is undefined or null; throws a TypeError where it is not callable.</summary>
    public JsObject? GetMethod(Value target, PropertyKey key)
    {
        var method = Get(target, key);
        if (method.IsNullish)
            return null;
        return method.IsCallable ? (JsObject)method.Ref! : throw TypeError($"Property '{key}' of {Describe(target)} is not a function.");
    }

    /// <summary>Invoke: calls a method by its name.</summary>
    public Value Invoke(Value target, PropertyKey key, params ReadOnlySpan<Value> args)
    {
        var method = Get(target, key);
        return method.IsCallable ? Call(method, target, args) : throw TypeError($"{Describe(target)}.{key} is not a function.");
    }

    /// <summary>LengthOfArrayLike.</summary>
    public long LengthOf(JsObject target) => target is JsArray array ? array.Length : ToLength(Get(target, "length"));

    /// <summary>IsArray, through proxies.</summary>
    public bool IsArray(Value value) => value.Ref is JsArray || (value.Ref is JsObject { IsProxy: true } proxy && proxy.IsProxyOfArray(this));

    /// <summary>GetPrototypeFromConstructor, with a fallback to the realm's own.</summary>
    public JsObject PrototypeFor(JsObject? newTarget, Intrinsic fallback) =>
        newTarget is null ? Realm[fallback] : Get(newTarget, "prototype").AsObject ?? Realm[fallback];

    /// <summary>SpeciesConstructor; null stands for the default.</summary>
    public JsObject? SpeciesOf(JsObject target, JsObject defaultConstructor)
    {
        var constructor = Get(target, "constructor");
        if (constructor.IsUndefined)
            return null;
        if (!constructor.TryGetObject(out var c))
            throw TypeError("Property 'constructor' is not an object.");
        var species = Get(c, JsSymbol.Species);
        if (species.IsNullish || ReferenceEquals(species.Ref, defaultConstructor))
            return null;
        return species.AsObject is { IsConstructor: true } found ? found : throw TypeError("Property Symbol.species is not a constructor.");
    }

    private ScriptThrow RefusedSet(Value target, PropertyKey key)
    {
        if (target.Ref is not JsObject obj)
            return TypeError($"Cannot create property '{key}' on {Describe(target)}.");
        if (!obj.IsProxy && obj.Shape.IsShared)
            return TypeError($"Cannot set property '{key}' of {Describe(target)}: built-in objects are frozen in this sandbox. Write a function of your own instead.");
        if (!obj.IsProxy && obj.GetOwn(this, key, out var own) && !own.IsAccessor)
            return TypeError($"Cannot assign to read only property '{key}' of object '{Describe(target)}'.");
        if (!obj.IsProxy && !obj.Shape.IsExtensible)
            return TypeError($"Cannot add property {key}, object is not extensible.");
        return TypeError($"Cannot set property '{key}' of {Describe(target)}, which has only a getter or is read only.");
    }
}
